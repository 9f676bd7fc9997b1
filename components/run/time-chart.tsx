'use client'

/** A chart of things over time in a trial; several of them share one x-axis and the instant that is pointed at. */
import type { ReactNode } from 'react'
import { niceTop } from '@/components/charts/schedule-data'
import { TimeLines } from '@/components/charts/time-lines'
import { duration } from '@/components/format/duration'
import { number } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import { lineNumbers, valueAt, type SeriesChart } from './series-data'
import { lookOfLine } from './series-looks'
import styles from './trial-series.module.css'
import ui from '@/components/ui/ui.module.css'

/** One chart over time with its lines’ names, and their values at the instant that is pointed at in any chart beside it. */
export function TimeChart({
  chart: { title, explanation, lines },
  behind,
  looks,
  domain,
  windowMs,
  hoverMs,
  onHover,
}: {
  chart: Pick<SeriesChart, 'title' | 'explanation' | 'lines'>
  /** Marks that go through all charts, drawn behind the lines. */
  behind?: ReactNode
  looks: readonly StrategyLook[]
  domain: readonly [number, number]
  windowMs: number
  hoverMs: number | null
  onHover: (ms: number | null) => void
}) {
  const drawn = lines.map((line) => ({ line, look: lookOfLine(line, looks) }))
  const most = Math.max(1, ...lines.map(({ points }) => lineNumbers(points).most ?? 0))
  return (
    <section className={styles.chart} aria-label={title}>
      <div className={styles.title}>
        <strong>{title}</strong>
        <span className={ui.secondary}>{explanation}</span>
      </div>
      <TimeLines
        lines={drawn.map(({ line, look }) => ({ key: line.key, points: line.points, ...look }))}
        topValue={niceTop(most)}
        words={`${title} over time; the table has the figures`}
        {...{ domain, windowMs, hoverMs, onHover, behind }}
      />
      <ul className={styles.legend} aria-label={`Lines of ${title}`}>
        {drawn.map(({ line, look }) => {
          const arm = line.arm === null ? undefined : looks[line.arm]
          return (
            <li key={line.key}>
              {arm ? (
                <StrategyName look={arm} />
              ) : (
                <>
                  <svg width="22" height="8" aria-hidden="true">
                    <line
                      x1="0"
                      x2="22"
                      y1="4"
                      y2="4"
                      stroke={look.colour}
                      strokeWidth="2"
                      strokeDasharray={look.dashes}
                    />
                  </svg>
                  {line.title}
                </>
              )}
              <span className={styles.value}>
                {hoverMs === null
                  ? `most ${figure(lineNumbers(line.points).most)}`
                  : `${figure(valueAt(line.points, hoverMs))} at ${duration(hoverMs)}`}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Below the charts: five instants. */
export function TimeAxis({ domain }: { domain: readonly [number, number] }) {
  return (
    <div className={styles.axis} aria-hidden="true">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <span key={share}>{duration(domain[0] + share * (domain[1] - domain[0]))}</span>
      ))}
    </div>
  )
}

export function figure(value: number | null): string {
  return value === null ? '–' : number(value)
}
