'use client'

/** What went on over time in one trial, besides its operations: charts on the axis of its timeline. */
import { useMemo, useRef, useState } from 'react'
import { Numbers } from '@/components/charts/chart-panel'
import { duration } from '@/components/format/duration'
import { SaveMenu } from '@/components/save/save-menu'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { AxisTicks } from '@/components/timeline/axis/axis-ticks'
import type { TrialSeries as Series } from '@/lib/core/history/series'
import type { RunReport } from '@/lib/core/summary/report'
import { BreakerLanes } from './breaker-lanes'
import { breakerSpans, breakerWords, lineNumbers, seriesCharts } from './series-data'
import { figure, TimeChart } from './time-chart'
import { NumbersSwitch } from '@/components/charts/numbers-switch'
import styles from './trial-series.module.css'
import ui from '@/components/ui/ui.module.css'

/** @param endMs of the axis: a breaker keeps its last state until then */
export function TrialSeries({
  report,
  trialIndex,
  series,
  endMs,
}: {
  report: RunReport
  trialIndex: number
  series: readonly Series[]
  endMs: number
}) {
  const [asTable, setAsTable] = useState(false)
  const drawn = useRef<HTMLDivElement>(null)
  const looks = useMemo(() => strategyLooks(report.spec.strategies), [report.spec.strategies])
  const { charts, quiet } = useMemo(
    () =>
      seriesCharts(
        series,
        looks.map(({ label }) => label),
      ),
    [series, looks],
  )
  if (series.length === 0)
    return <p className={ui.secondary}>Nothing was kept over time when this trial was stored.</p>
  const breakers = series.flatMap(({ name, arm, points }) => {
    const look = name === 'breaker' && arm !== null ? looks[arm] : undefined
    return look ? [{ look, spans: breakerSpans(points, endMs) }] : []
  })
  return (
    <div data-chart>
      <div className={styles.head}>
        <p className={ui.secondary}>
          {report.spec.arms === 'sequential'
            ? 'Arms ran one after the other: each from the begin of its own window. '
            : ''}
          Shaded: after the window, until the last operation has ended.
          {quiet.length > 0 ? ` Not drawn, because nothing happened: ${quiet.join('; ')}.` : ''}
        </p>
        <NumbersSwitch on={asTable} onChange={setAsTable} of="what went on over time" />
        <SaveMenu
          title={`What went on over time in trial ${trialIndex + 1}`}
          isDrawn={!asTable}
          picture={() => [drawn.current]}
          csv={async () => (await import('@/components/charts/chart-csv')).timeCsv(charts)}
        />
      </div>
      {asTable ? (
        <Numbers
          title="What went on over time"
          table={{
            head: ['What', 'of', 'most', 'mean over time', 'unknown for'],
            rows: [
              ...charts.flatMap(({ name, title, lines }) =>
                lines.map(({ key, title: whose, points }, index) => {
                  const { most, mean, unknownMs } = lineNumbers(points)
                  return {
                    key: `${name}/${key}`,
                    name: index === 0 ? title : '',
                    figures: [whose, figure(most), figure(mean), duration(unknownMs)],
                  }
                }),
              ),
              ...breakers.map(({ look, spans }) => ({
                key: `breaker/${look.label}`,
                name: 'Breaker',
                figures: [look.label, breakerWords(spans), '–', '–'],
              })),
            ],
          }}
        />
      ) : (
        <div ref={drawn} className={styles.charts}>
          {breakers.length > 0 ? <BreakerLanes breakers={breakers} /> : null}
          {charts.map((chart) => (
            <TimeChart key={chart.name} chart={chart} looks={looks} />
          ))}
          <AxisTicks />
        </div>
      )}
    </div>
  )
}
