'use client'

/** What is to be mended before the experiment can run; each entry leads to its field, or to its line of the YAML. */
import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { count } from '@/components/format/figures'
import { focusField } from './field-id'
import { problemTitle } from './problem-titles'
import type { ExperimentForm } from './use-experiment-form'
import { focusLine } from './yaml/yaml-lines'
import { usePlacedProblems } from './yaml/use-placed-problems'
import styles from './experiment.module.css'

/** A form shows the others at their fields; a text has nothing else that shows them. */
const SHOWN = { form: 8, yaml: 40 }

export function PlanProblems({ form }: { form: ExperimentForm }) {
  const { problems, draft, view } = form
  const placed = usePlacedProblems(form)
  const isText = view.shown === 'yaml' && placed.length > 0
  const shown = SHOWN[view.shown]
  const rest = problems.count - shown
  return (
    <div className={styles.wrong} role="status">
      <strong>{count(problems.count)} to mend</strong>
      <ul>
        {isText
          ? placed.slice(0, shown).map(({ path, message, line }) => (
              <Entry
                key={`${path} ${message}`}
                where={isPlace(path) ? `L${path.slice(1)}` : `Line ${line}`}
                onGo={() => focusLine(line)}
              >
                {isPlace(path) || path === '' ? '' : `${path}: `}
                {message}
              </Entry>
            ))
          : problems.all.slice(0, shown).map((problem) => {
              return (
                <Entry
                  key={`${problem.path} ${problem.message}`}
                  where={problemTitle(problem.path, draft)}
                  onGo={() => focusField(problem.path)}
                >
                  {problem.message}
                </Entry>
              )
            })}
        {rest > 0 ? <li>and {count(rest)} more</li> : null}
      </ul>
    </div>
  )
}

/** Whether a path is a place in the text, "line 3, column 5", instead of one in the spec. */
function isPlace(path: string): boolean {
  return /^line \d/.test(path)
}

/** Where it is, which leads there, and what it is. Problems of the whole have no place. */
function Entry({ where, onGo, children }: { where: string; onGo: () => void; children: ReactNode }) {
  if (where === '') return <li>{children}</li>
  return (
    <li>
      <Anchor
        component="button"
        type="button"
        inherit
        c="inherit"
        underline="always"
        ta="left"
        // Beside the first of its lines, not the last.
        style={{ verticalAlign: 'top' }}
        onClick={onGo}
      >
        {where}
      </Anchor>
      : {children}
    </li>
  )
}
