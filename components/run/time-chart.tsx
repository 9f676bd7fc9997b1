'use client'

/** A chart of things over time in a trial, on the axis that it shares with the charts beside it. */
import { useMemo, useRef } from 'react'
import { niceTop } from '@/components/charts/schedule-data'
import { TimeLines } from '@/components/charts/time-lines'
import { number } from '@/components/format/figures'
import { instantWords } from '@/components/format/instants'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { AxisProvider, useAxis, useAxisInSight, usePointing } from '@/components/timeline/axis/use-axis'
import { lengthOf } from '@/components/timeline/axis/zoom'
import { StrategyName } from '@/components/ui/strategy-name'
import { lineNumbers, valueAt, type SeriesChart } from './series-data'
import { lookOfLine } from './series-looks'
import styles from './trial-series.module.css'
import ui from '@/components/ui/ui.module.css'

/** One chart over time with its lines’ names, and their values at the instant that is pointed at in any chart. */
export function TimeChart({
  chart: { title, explanation, lines },
  looks,
}: {
  chart: Pick<SeriesChart, 'title' | 'explanation' | 'lines'>
  looks: readonly StrategyLook[]
}) {
  const section = useRef<HTMLElement>(null)
  const axis = useAxisInSight(section)
  const drawn = useMemo(
    () => lines.map((line) => ({ key: line.key, points: line.points, ...lookOfLine(line, looks) })),
    [lines, looks],
  )
  const most = useMemo(
    () => Math.max(1, ...lines.map(({ points }) => lineNumbers(points).most ?? 0)),
    [lines],
  )
  return (
    <section ref={section} className={styles.chart} aria-label={title}>
      <div className={styles.title}>
        <strong>{title}</strong>
        <span className={ui.secondary}>{explanation}</span>
      </div>
      <AxisProvider value={axis}>
        <TimeLines
          lines={drawn}
          topValue={niceTop(most)}
          words={`${title} over time; the table has the figures`}
        />
      </AxisProvider>
      <ul className={styles.legend} aria-label={`Lines of ${title}`}>
        {lines.map((line, place) => {
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
                      stroke={drawn[place]?.colour}
                      strokeWidth="2"
                      strokeDasharray={drawn[place]?.dashes}
                    />
                  </svg>
                  {line.title}
                </>
              )}
              <LineValue points={line.points} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The value at the instant that is pointed at, or else the most. */
function LineValue({ points }: { points: SeriesChart['lines'][number]['points'] }) {
  const { atMs } = usePointing()
  const { store } = useAxis()
  const most = useMemo(() => lineNumbers(points).most, [points])
  return (
    <span className={styles.value}>
      {atMs === null
        ? `most ${figure(most)}`
        : `${figure(valueAt(points, atMs))} at ${instantWords(atMs, lengthOf(store.span()) / 200)}`}
    </span>
  )
}

export function figure(value: number | null): string {
  return value === null ? '–' : number(value)
}
