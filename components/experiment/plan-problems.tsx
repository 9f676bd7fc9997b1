'use client'

/** What is to be mended before the experiment can run; each entry leads to its field. */
import { Anchor } from '@mantine/core'
import { count } from '@/components/format/figures'
import type { SpecProblem } from '@/lib/core/experiment/spec'
import { problemTitle } from './problem-titles'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

const SHOWN = 5

export function PlanProblems({ form: { problems, draft } }: { form: ExperimentForm }) {
  const rest = problems.count - SHOWN
  return (
    <div className={styles.wrong} role="status">
      <strong>{count(problems.count)} to mend</strong>
      <ul>
        {problems.all.slice(0, SHOWN).map((problem, index) => {
          const title = problemTitle(problem.path, draft)
          return (
            <li key={`${problem.path} ${problem.message}`}>
              <Anchor
                component="button"
                type="button"
                inherit
                c="inherit"
                underline="always"
                ta="left"
                // Beside the first of its lines, not the last.
                style={{ verticalAlign: 'top' }}
                onClick={(event) => focusField(event.currentTarget, problems.all, index)}
              >
                {title === '' ? '' : `${title}: `}
                {plainMessage(problem)}
              </Anchor>
            </li>
          )
        })}
        {rest > 0 ? <li>and {count(rest)} more</li> : null}
      </ul>
    </div>
  )
}

/** An expression is put together by the form: people are told about its value, not about a syntax they never saw. */
function plainMessage({ path, message }: SpecProblem): string {
  return path.startsWith('thresholds.') && message.includes('is not a threshold')
    ? 'the value must be a number of at least 0, such as 0.99'
    : message
}

/** Focuses the field that shows the problem's message; fields know their messages, not their paths. */
function focusField(link: HTMLElement, all: readonly SpecProblem[], index: number): void {
  const { path = '', message = '' } = all[index] ?? {}
  const form = link.closest('form')
  const wrong = [...(form?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? [])]
  const alike = wrong.filter((field) =>
    field.closest('.mantine-InputWrapper-root')?.textContent.includes(message),
  )
  // The same message can stand at several fields; the form and the list have the same order.
  const before = all.slice(0, index).filter((problem) => problem.message === message).length
  const threshold = /^thresholds\.(\d+)/.exec(path)?.[1]
  const field =
    threshold === undefined
      ? (alike[before] ?? alike[0])
      : form?.querySelector<HTMLElement>(`[aria-label="Value of threshold ${Number(threshold) + 1}"]`)
  // A folded part of the form cannot take the focus.
  const fold = field?.closest('details')
  if (fold) fold.open = true
  field?.focus()
}
