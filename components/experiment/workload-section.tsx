'use client'

import { NativeSelect, SegmentedControl } from '@mantine/core'
import { WORKLOAD_KINDS } from '@/lib/core/history/workload-kind'
import { workloads } from '@/lib/core/workload/registry'
import { commonFields, loadSchema } from '@/lib/core/workload/workload'
import { Panel } from '@/components/ui/panel'
import { fieldId } from './field-id'
import { FieldProblem } from './field-problem'
import { SchemaFieldInputs } from './schema-field-inputs'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

const [closedLoad, openLoad] = loadSchema.options
const KINDS = WORKLOAD_KINDS.map((kind) => ({ value: kind, label: workloads[kind].title }))
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

/** What callers ask of the target, and how they come. */
export function WorkloadSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change } = form
  const open = draft.loadMode === 'open'
  const kind = workloads[draft.workloadKind]
  const fields = {
    ...{ values: draft.workload, path: 'workload', problems },
    onChange: (workload: typeof draft.workload) => change({ workload }),
  }
  return (
    <Panel title="Workload" note="the same for every strategy">
      <NativeSelect
        className={styles.name}
        id={fieldId('workload.kind')}
        label="Operations"
        value={draft.workloadKind}
        data={KINDS}
        error={problems.at('workload.kind')}
        onChange={(event) => {
          const chosen = WORKLOAD_KINDS.find((name) => name === event.currentTarget.value)
          if (chosen) change({ workloadKind: chosen })
        }}
      />
      <p className={styles.about}>
        {kind.description} It shows {kind.shows}.
      </p>
      <SchemaFieldInputs key={draft.workloadKind} schema={kind.params} {...fields} />
      <FieldProblem problems={problems} path="workload" />
      <SegmentedControl
        mt="md"
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
      <FieldProblem problems={problems} path="workload.load" />
      <details className={styles.more}>
        <summary>Values, endpoints, connections</summary>
        <SchemaFieldInputs schema={commonFields} {...fields} />
      </details>
    </Panel>
  )
}
