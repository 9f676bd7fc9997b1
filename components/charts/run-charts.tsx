'use client'

/** The charts of a run, over all fault points or narrowed to the chosen cell. */
import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { usePointFigures } from '@/components/data/queries'
import { useRunView } from '@/components/heat-map/run-view-state'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { BackoffPanel } from './backoff-panel'
import { DelaysPanel } from './delays-panel'
import { LatencyPanel } from './latency-panel'
import { RetryPanel } from './retry-panel'
import { TradeoffPanel } from './tradeoff-panel'
import { AmplificationPanel, SuccessPanel } from './faults-panel'
import styles from './charts.module.css'

/** What each chart panel gets. */
export interface ChartInput {
  report: RunReport
  looks: readonly StrategyLook[]
  /** Figures per arm: of the whole run, or of the chosen fault point; null where nothing was measured. */
  arms: (StrategyFigures | null)[]
  /** The chosen fault point; null = all of them. */
  point: number | null
  dimmed: (arm: number) => boolean
}

export function RunCharts({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const { cell, setCell } = useRunView(report)
  const { data: figures } = usePointFigures(report, cell ? cell.pointIndex : null)
  const point = cell ? report.points[cell.pointIndex] : undefined
  const input: ChartInput = {
    report,
    looks,
    point: cell ? cell.pointIndex : null,
    dimmed: (arm) => cell !== null && cell.arm !== arm,
    arms: cell ? (figures ?? report.arms.map(() => null)) : report.arms,
  }
  return (
    <>
      <div className={styles.narrowed} role="status">
        <span>
          Charts show{' '}
          <strong>
            {point ? describeFaultPoint(point, report.spec.matrix.loss.mode) : 'all fault points together'}
          </strong>
          {cell ? `, with ${looks[cell.arm]?.label ?? ''} in focus` : ''}.
        </span>
        {cell ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={14} aria-hidden="true" />}
            onClick={() => setCell(null)}
          >
            All fault points
          </Button>
        ) : null}
      </div>
      <div className={styles.row} aria-busy={cell !== null && !figures}>
        <RetryPanel {...input} />
        <BackoffPanel {...input} />
        <SuccessPanel {...input} />
        <TradeoffPanel {...input} />
        <LatencyPanel {...input} />
        <AmplificationPanel {...input} />
      </div>
      <DelaysPanel {...input} />
    </>
  )
}
