'use client'

import { SegmentedControl } from '@mantine/core'
import { loadSchema, workloadSchema } from '@/lib/core/workload/workload'
import { Panel } from '@/components/ui/panel'
import { SchemaFieldInputs } from './schema-field-inputs'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

const [closedLoad, openLoad] = loadSchema.options
const MODES = [
  { value: 'closed', label: 'Closed loop' },
  { value: 'open', label: 'Open loop' },
]
const ABOUT = {
  closed: 'A fixed number of callers; each starts its next operation when its last one has ended.',
  open: 'Operations arrive on their own schedule, whatever the answers do.',
}
/** The load's `mode` is chosen above its fields. */
const FIELDS = {
  closed: ['concurrency'],
  open: ['ratePerSecond', 'arrivals', 'maxInFlight'],
} as const

/** What callers ask of etcd. */
export function WorkloadSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change } = form
  const open = draft.loadMode === 'open'
  return (
    <Panel title="Workload" note="the same for every strategy">
      <SegmentedControl
        aria-label="Kind of load"
        data={MODES}
        value={draft.loadMode}
        onChange={(value) => change({ loadMode: value === 'open' ? 'open' : 'closed' })}
      />
      <p className={styles.about}>{ABOUT[draft.loadMode]}</p>
      <SchemaFieldInputs
        key={draft.loadMode}
        schema={open ? openLoad : closedLoad}
        only={FIELDS[draft.loadMode]}
        values={open ? draft.openLoad : draft.closedLoad}
        path="workload.load"
        problems={problems}
        onChange={(values) => change(open ? { openLoad: values } : { closedLoad: values })}
      />
      <details className={styles.more}>
        <summary>Keys, values, connections</summary>
        <SchemaFieldInputs
          schema={workloadSchema}
          values={draft.workload}
          path="workload"
          problems={problems}
          onChange={(workload) => change({ workload })}
        />
      </details>
    </Panel>
  )
}
