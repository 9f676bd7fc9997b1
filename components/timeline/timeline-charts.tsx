'use client'

/** The charts of a trial's timeline, one above the other on one axis, with what was done to the system in lanes over them. */
import { useMemo, useRef } from 'react'
import { TimeChart } from '@/components/run/time-chart'
import styles from '@/components/run/trial-series.module.css'
import { SaveMenu } from '@/components/save/save-menu'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { AxisTicks } from './axis/axis-ticks'
import type { FaultLane } from './behind/fault-lanes'
import { LanesDrawing } from './behind/lanes-drawing'
import { timelineCharts } from './timeline-data'

export function TimelineCharts({
  title,
  arms,
  looks,
  lanes,
}: {
  /** Of the file that they are saved to. */
  title: string
  arms: readonly (readonly TimeBucket[])[]
  looks: readonly StrategyLook[]
  lanes: readonly FaultLane[]
}) {
  const drawn = useRef<HTMLDivElement>(null)
  const charts = useMemo(
    () =>
      timelineCharts(
        arms,
        looks.map(({ label }) => label),
      ),
    [arms, looks],
  )
  return (
    <>
      <div className={styles.save}>
        <SaveMenu
          title={title}
          picture={() => [drawn.current]}
          csv={async () => (await import('@/components/charts/chart-csv')).timeCsv(charts)}
        />
      </div>
      <div ref={drawn} className={styles.charts}>
        <LanesDrawing lanes={lanes} />
        {charts.map((chart) => (
          <TimeChart key={chart.title} chart={chart} looks={looks} />
        ))}
        <AxisTicks />
      </div>
    </>
  )
}
