'use client'

/** How many trials, how long, and the button: always in sight while the form is long. */
import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { recordedThroughout } from '@/lib/core/profile/recorded-trials'
import { describeError } from '@/components/data/api'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { BudgetLines } from './budget/budget-lines'
import { CutToFit } from './budget/cut-to-fit'
import { CopyAsYaml } from './copy-as-yaml'
import { PlanProblems } from './plan-problems'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

/** Roots of paths that have a field on screen. */
const SHOWN_PATHS = [
  'name',
  'tags',
  'version',
  'target',
  'strategies',
  'matrix',
  'scenario',
  'workload',
  'thresholds',
]
const RUN_PATHS = [
  'attemptTimeoutMs',
  'operationDeadlineMs',
  'trialDurationMs',
  'repetitions',
  'arms',
  'profile',
  'seed',
]

export function PlanPanel({ form }: { form: ExperimentForm }) {
  const { checked, problems } = form
  const elsewhere = problems.notUnder([...SHOWN_PATHS, ...RUN_PATHS])
  return (
    <aside className={styles.plan} aria-label="Plan">
      <Panel title="Plan">
        {checked ? (
          <>
            <BudgetLines spec={checked} />
            <CutToFit form={form} spec={checked} />
          </>
        ) : problems.count === 0 ? (
          <p role="status">Reading the YAML…</p>
        ) : (
          <PlanProblems form={form} />
        )}
        <div className={styles.planNotices}>
          {checked ? <NotReached spec={checked} /> : null}
          {checked ? <AllRecorded spec={checked} /> : null}
          {form.refusal ? (
            <Notice tone="bad" title={describeError(form.refusal).title}>
              {describeError(form.refusal).detail}
              {elsewhere.length > 0 ? (
                <ul>
                  {elsewhere.map(({ path, message }) => (
                    <li key={path}>
                      <code>{path}</code> {message}
                    </li>
                  ))}
                </ul>
              ) : null}
            </Notice>
          ) : null}
        </div>
        <p data-for="viewers" className={styles.planKeys}>
          Running an experiment takes the role editor, and yours is viewer. Copy it as YAML for an editor to
          run.
        </p>
        <Button
          data-needs="editor"
          type="submit"
          fullWidth
          mt="md"
          disabled={checked === null}
          loading={form.sending}
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
        >
          Run experiment
        </Button>
        <p data-needs="editor" className={styles.planKeys}>
          <kbd>Ctrl</kbd> or <kbd>⌘</kbd> with <kbd>Enter</kbd>, from any field
        </p>
        <div className={styles.planActions}>
          <CopyAsYaml text={checked ? () => textOf(form) : null} />
          <Button size="compact-sm" variant="subtle" onClick={() => form.replace(form.begin, 'Started over')}>
            Start over
          </Button>
        </div>
      </Panel>
    </aside>
  )
}

/** As typed, or written from the form. Only people who use it pay for the YAML library. */
async function textOf({ yaml, spec }: ExperimentForm): Promise<string> {
  return yaml.text ?? (await import('./yaml/yaml-tool')).specText(spec)
}

/** Said before the run: such strategies will look better than they are beside the others. */
function NotReached({ spec }: { spec: ExperimentSpec }) {
  const rows = outOfReach(spec)
  if (rows.length === 0) return null
  return (
    <Notice tone="unsure" title="Not every fault reaches every strategy">
      <ul>
        {rows.map(({ arm, fault, title }) => (
          <li key={`${arm} ${fault}`}>
            {spec.strategies[arm]?.label}: {title} passes it by
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Said before the run: afterwards all of it would be suspect. */
function AllRecorded({ spec }: { spec: ExperimentSpec }) {
  const warning = recordedThroughout(spec)
  if (warning === null) return null
  return (
    <Notice tone="unsure" title="No trial without a recording">
      {warning}
    </Notice>
  )
}
