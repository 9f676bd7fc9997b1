'use client'

/** How many trials, how long, and the button: always in sight while the form is long. */
import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import { estimatePlan } from '@/lib/core/experiment/plan'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { recordedThroughout } from '@/lib/core/profile/recorded-trials'
import { describeError } from '@/components/data/api'
import { duration } from '@/components/format/duration'
import { counted } from '@/components/format/figures'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { CopyAsYaml } from './copy-as-yaml'
import { PlanProblems } from './plan-problems'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

/** Roots of paths that have a field on screen. */
const SHOWN_PATHS = ['name', 'target', 'strategies', 'matrix', 'scenario', 'workload', 'thresholds']
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
  const plan = checked ? estimatePlan(checked) : null
  const elsewhere = problems.notUnder([...SHOWN_PATHS, ...RUN_PATHS])
  return (
    <aside className={styles.plan} aria-label="Plan">
      <Panel title="Plan">
        {plan && checked ? (
          <dl className={styles.planFigures} aria-live="polite">
            <div>
              <dt>Trials</dt>
              <dd>
                {counted(plan.points, 'point')} × {counted(checked.repetitions, 'repetition')} ={' '}
                <strong>{counted(plan.trials, 'trial')}</strong>
              </dd>
            </div>
            <div>
              <dt>Strategies</dt>
              <dd>
                {plan.strategies} {checked.arms === 'concurrent' ? 'side by side' : 'one after the other'}
              </dd>
            </div>
            <div>
              <dt>Time</dt>
              <dd>
                <strong>about {duration(plan.minMs)}</strong>
                {plan.maxMs > plan.minMs ? `, at most ${duration(plan.maxMs)}` : ''}
              </dd>
            </div>
          </dl>
        ) : (
          <PlanProblems form={form} />
        )}
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
        <Button
          type="submit"
          fullWidth
          mt="md"
          disabled={checked === null}
          loading={form.sending}
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
        >
          Run experiment
        </Button>
        <div className={styles.planActions}>
          <CopyAsYaml spec={checked} />
          <Button size="compact-sm" variant="subtle" onClick={form.reset}>
            Start over
          </Button>
        </div>
      </Panel>
    </aside>
  )
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
