'use client'

/** The charts of a run, over all fault points or narrowed to the chosen cell. */
import { useMemo } from 'react'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'
import { NarrowedBar } from '@/components/heat-map/narrowed-bar'
import { useShownFigures } from '@/components/heat-map/shown-figures'
import { ChartSourceOf } from '@/components/save/chart-source'
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
  const shown = useShownFigures(report)
  const { cell, arms, state } = shown
  const point = cell ? cell.pointIndex : null
  const focus = cell ? cell.arm : null
  // The same from one drawing to the next: panels that nothing has changed for are not drawn again.
  const input: ChartInput = useMemo(
    () => ({ report, looks, arms, point, dimmed: (arm) => focus !== null && focus !== arm }),
    [report, looks, arms, point, focus],
  )
  return (
    <ChartSourceOf report={report} point={input.point}>
      <NarrowedBar what="Charts" shown={shown} looks={looks} />
      <div className={styles.row} aria-busy={state === 'loading'}>
        <RetryPanel {...input} />
        <BackoffPanel {...input} />
        <SuccessPanel {...input} />
        <TradeoffPanel {...input} />
        <LatencyPanel {...input} />
        <AmplificationPanel {...input} />
      </div>
      <DelaysPanel {...input} />
    </ChartSourceOf>
  )
}
