'use client'

/** What was done, how long it took, what was in hand, what failed, and what really happened: of all fault points, or of the chosen one. */
import { NarrowedBar } from '@/components/heat-map/narrowed-bar'
import { useShownFigures } from '@/components/heat-map/shown-figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { RunReport } from '@/lib/core/summary/report'
import { ConsistencyPanel } from './consistency-panel'
import { FailuresPanel } from './failures-panel'
import { LoadPanel } from './load-panel'
import { TimesPanel } from './times-panel'
import { WorkPanel } from './work-panel'

export function PointFigures({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const shown = useShownFigures(report)
  if (report.trials.length === 0) return null
  return (
    <>
      <NarrowedBar what="Tables" shown={shown} />
      <WorkPanel looks={looks} shown={shown} />
      <TimesPanel looks={looks} shown={shown} />
      <LoadPanel looks={looks} shown={shown} />
      <FailuresPanel report={report} looks={looks} shown={shown} />
      <ConsistencyPanel report={report} looks={looks} shown={shown} />
    </>
  )
}
