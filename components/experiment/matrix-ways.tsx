'use client'

/** What loss and latency of the matrix mean: what is lost, how it shows, on which link and in which direction. */
import { latencyBeyondLab, lossBeyondLab } from '@/lib/core/experiment/capability-problems'
import { matrixLatencySchema, matrixLossSchema } from '@/lib/core/experiment/matrix'
import type { FieldValues } from './draft'
import { FieldProblem } from './field-problem'
import { useLab } from './lab-context'
import { SchemaFieldInputs } from './schema-field-inputs'
import type { ExperimentForm } from './use-experiment-form'
import styles from './matrix.module.css'

/** Packets that are lost show as delay, always; whole attempts are lost between callers and members only. */
const LOSS_FIELDS = { packet: ['mode', 'link'], attempts: ['mode', 'manner'] } as const

export function MatrixWays({ form: { draft, problems, change } }: { form: ExperimentForm }) {
  const lab = useLab()
  const losesPackets = draft.loss.mode === 'packet'
  const isHttp = draft.target.kind === 'http'
  const closedLoss = (name: string, option: string) => {
    if (isHttp && option === 'packet') return 'Packets can be lost in a lab with etcd only.'
    const loss = matrixLossSchema.safeParse({ ...chosen(draft.loss), [name]: option })
    return lab && loss.success ? lossBeyondLab(loss.data, lab.capabilities) : null
  }
  const closedLatency = (name: string, option: string) => {
    if (isHttp && name === 'link' && option !== 'client') return 'An HTTP upstream has no members.'
    const latency = matrixLatencySchema.safeParse({ ...chosen(draft.latency), [name]: option })
    return lab && latency.success ? latencyBeyondLab(latency.data, lab.capabilities) : null
  }
  return (
    <div className={styles.ways}>
      <fieldset className={styles.way}>
        <legend>How loss acts</legend>
        <SchemaFieldInputs
          schema={matrixLossSchema}
          only={losesPackets ? LOSS_FIELDS.packet : LOSS_FIELDS.attempts}
          values={draft.loss}
          path="matrix.loss"
          problems={problems}
          closed={closedLoss}
          // Attempts cannot be lost between members: the link of packets does not stay behind unseen.
          onChange={(loss) => change({ loss: loss.mode === 'packet' ? loss : { ...loss, link: 'client' } })}
        />
        <FieldProblem problems={problems} path="matrix.loss" />
      </fieldset>
      <fieldset className={styles.way}>
        <legend>How latency acts</legend>
        <SchemaFieldInputs
          schema={matrixLatencySchema}
          values={draft.latency}
          path="matrix.latency"
          problems={problems}
          closed={closedLatency}
          onChange={(latency) => change({ latency })}
        />
        <FieldProblem problems={problems} path="matrix.latency" />
      </fieldset>
    </div>
  )
}

/** Without fields left empty, so that their defaults hold. */
function chosen(values: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
