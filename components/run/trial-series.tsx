'use client'

/** What went on over time in one trial: charts on one x-axis, in milliseconds from the window's begin. */
import { useRef, useState } from 'react'
import { Numbers } from '@/components/charts/chart-panel'
import { describeError } from '@/components/data/api'
import { useTrialSeries } from '@/components/data/queries'
import { duration } from '@/components/format/duration'
import { SaveMenu } from '@/components/save/save-menu'
import { strategyLooks } from '@/components/theme/strategy-looks'
import type { TrialSeries as Series } from '@/lib/core/history/series'
import type { RunReport } from '@/lib/core/summary/report'
import { BreakerLanes } from './breaker-lanes'
import { breakerSpans, breakerWords, endOf, lineNumbers, seriesCharts } from './series-data'
import { figure, TimeAxis, TimeChart } from './time-chart'
import { NumbersSwitch } from '@/components/charts/numbers-switch'
import styles from './trial-series.module.css'
import ui from '@/components/ui/ui.module.css'

export function TrialSeries({
  report,
  trialIndex,
  windowMs,
  domain,
}: {
  report: RunReport
  trialIndex: number
  windowMs: number
  /** From and to, in milliseconds from the window's begin; left out = until the last thing that is known. */
  domain?: readonly [number, number]
}) {
  const { data, error } = useTrialSeries(report.id, trialIndex)
  if (error) return <p className={ui.secondary}>{describeError(error).title}</p>
  if (!data) return <div className={styles.waiting} aria-busy="true" />
  if (data.series.length === 0)
    return <p className={ui.secondary}>Nothing was kept over time when this trial was stored.</p>
  return (
    <Charts
      report={report}
      trialIndex={trialIndex}
      series={data.series}
      windowMs={windowMs}
      domain={domain ?? [0, endOf(data.series, windowMs)]}
    />
  )
}

function Charts({
  report,
  trialIndex,
  series,
  windowMs,
  domain,
}: {
  report: RunReport
  trialIndex: number
  series: readonly Series[]
  windowMs: number
  domain: readonly [number, number]
}) {
  const [asTable, setAsTable] = useState(false)
  const [hoverMs, setHoverMs] = useState<number | null>(null)
  const drawn = useRef<HTMLDivElement>(null)
  const looks = strategyLooks(report.spec.strategies)
  const { charts, quiet } = seriesCharts(
    series,
    looks.map(({ label }) => label),
  )
  const breakers = series.flatMap(({ name, arm, points }) => {
    const look = name === 'breaker' && arm !== null ? looks[arm] : undefined
    return look ? [{ look, spans: breakerSpans(points, domain[1]) }] : []
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
          {breakers.length > 0 ? (
            <BreakerLanes breakers={breakers} domain={domain} hoverMs={hoverMs} onHover={setHoverMs} />
          ) : null}
          {charts.map((chart) => (
            <TimeChart
              key={chart.name}
              {...{ chart, looks, domain, windowMs, hoverMs }}
              onHover={setHoverMs}
            />
          ))}
          <TimeAxis domain={domain} />
        </div>
      )}
    </div>
  )
}
