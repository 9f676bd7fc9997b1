'use client'

import { TagsInput } from '@mantine/core'
import { experimentSpecSchema } from '@/lib/core/experiment/spec'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { switchWarning } from './switch-warning'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

const AXES = [
  { name: 'latencyMs', title: 'Latency, ms', suggestions: ['0', '20', '50', '100', '200', '500'] },
  { name: 'jitterMs', title: 'Jitter, ± ms', suggestions: ['0', '20', '50', '100', '180', '450'] },
  {
    name: 'leaderSwitchesPerMinute',
    title: 'Leader switches, per minute',
    suggestions: ['0', '6', '12', '30'],
  },
] as const

const matrix = experimentSpecSchema.shape.matrix

/** The fault matrix: every value of one axis meets every value of the others. */
export function FaultsSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change, checked } = form
  const warning = checked ? switchWarning(checked) : null
  return (
    <Panel title="Faults" note="every combination becomes a fault point">
      <div className={styles.axes}>
        {AXES.map(({ name, title, suggestions }) => (
          <TagsInput
            key={name}
            label={title}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            description={axisDescription(name)}
            placeholder={draft[name].length === 0 ? 'type a number, then Enter' : ''}
            value={draft[name]}
            data={suggestions.filter((value) => !draft[name].includes(value))}
            error={problems.under(`matrix.${name}`)}
            splitChars={[',', ' ', ';']}
            onChange={(values) => change({ [name]: values })}
          />
        ))}
      </div>
      {problems.at('matrix') ? <p className={styles.problem}>{problems.at('matrix')}</p> : null}
      {warning ? (
        <div className={styles.warning}>
          <Notice tone="unsure" title="A switch rate without a switch">
            {warning}
          </Notice>
        </div>
      ) : null}
    </Panel>
  )
}

function axisDescription(name: (typeof AXES)[number]['name']): string {
  const inner = matrix.def.innerType.shape[name]
  return inner.meta()?.description ?? ''
}
