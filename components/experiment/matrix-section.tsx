'use client'

/** The fault matrix: its axes or chosen points, and what loss and latency mean in it. */
import { SegmentedControl } from '@mantine/core'
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { AxisInputs } from './axis-inputs'
import { ChosenPoints } from './chosen-points'
import type { ExperimentDraft, PointDraft } from './draft'
import { FieldProblem } from './field-problem'
import { MatrixDrawing } from './matrix/matrix-drawing'
import { MatrixWays } from './matrix-ways'
import { switchWarning } from './switch-warning'
import type { ExperimentForm } from './use-experiment-form'
import styles from './matrix.module.css'

const MODES = [
  { value: 'all', label: 'All combinations' },
  { value: 'chosen', label: 'Chosen points' },
]
/** So many combinations are worth a table of their own to take some away. */
const COPIED_POINTS = 24

export function MatrixSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change, checked } = form
  const warning = checked ? switchWarning(checked) : null
  const isChosen = draft.pointMode === 'chosen'
  return (
    <Panel
      title="Fault matrix"
      note={isChosen ? 'each row is a fault point' : 'every combination becomes a fault point'}
      side={
        <SegmentedControl
          size="xs"
          aria-label="Fault points"
          data={MODES}
          value={draft.pointMode}
          onChange={(value) => change(value === 'chosen' ? beginChoosing(form) : { pointMode: 'all' })}
        />
      }
    >
      {isChosen ? <ChosenPoints form={form} /> : <AxisInputs form={form} />}
      <FieldProblem problems={problems} path="matrix" />
      <MatrixDrawing form={form} />
      <MatrixWays form={form} />
      {warning ? (
        <div className={styles.warning}>
          <Notice tone="unsure" title="Less than one leader switch in a trial">
            {warning}
          </Notice>
        </div>
      ) : null}
    </Panel>
  )
}

/** The first time, the combinations are the points to choose from, where they are few. */
function beginChoosing({ draft, checked }: ExperimentForm): Partial<ExperimentDraft> {
  if (draft.points.length > 0) return { pointMode: 'chosen' }
  const all = checked ? faultPoints(checked.matrix) : []
  const points: PointDraft[] =
    all.length <= COPIED_POINTS ? all.map((point, index) => ({ key: `p${index + 1}`, ...point })) : []
  return { pointMode: 'chosen', points }
}
