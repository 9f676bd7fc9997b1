'use client'

/** How a strategy stood to a threshold in the last runs: estimates with whiskers, each a link to its run. */
import Link from 'next/link'
import { useState, type KeyboardEvent } from 'react'
import { dateTime } from '@/components/format/duration'
import type { ThresholdExpression } from '@/lib/core/experiment/threshold'
import { TREND_RUNS, type BoardPoint, type BoardRun } from '@/lib/core/runs/board'
import { pointWords } from './objective-words'
import { TrendDrawing } from './trend-drawing'
import styles from './board.module.css'

export function Trend({
  name,
  colour,
  threshold,
  runs,
  points,
}: {
  /** Of the strategy. */
  name: string
  colour: string
  threshold: ThresholdExpression
  /** Oldest first, one for each point. */
  runs: readonly BoardRun[]
  points: readonly (BoardPoint | null)[]
}) {
  const [shown, setShown] = useState<number | null>(null)
  const [stop, setStop] = useState(runs.length - 1)
  // The newest run always stands in the last place.
  const before = TREND_RUNS - runs.length
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') setShown(null)
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step === 0) return
    for (let next = stop + step; points[next] !== undefined; next += step)
      if (points[next] !== null) {
        event.preventDefault()
        event.currentTarget.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus()
        return
      }
  }
  return (
    <div className={styles.trend}>
      <TrendDrawing colour={colour} threshold={threshold} runs={runs} points={points} before={before} />
      <ul aria-label={`${name}, last runs`} onKeyDown={onKeyDown} onPointerLeave={() => setShown(null)}>
        {runs.map((run, place) => {
          const point = points[place]
          if (!point) return null
          const lines = [...pointWords(threshold, point), ...runLines(run)]
          return (
            <li
              key={run.id}
              style={{ gridColumn: before + place + 1 }}
              onPointerEnter={() => setShown(place)}
              data-right={before + place >= TREND_RUNS / 2 || undefined}
            >
              <Link
                href={`/runs/${run.id}?tab=thresholds`}
                prefetch={false}
                className={styles.point}
                data-place={place}
                tabIndex={place === stop ? 0 : -1}
                aria-label={[`Run ${run.number}`, ...lines].join(', ')}
                onFocus={() => {
                  setStop(place)
                  setShown(place)
                }}
                onBlur={() => setShown(null)}
              />
              {shown === place ? (
                <div className={styles.tip} aria-hidden="true">
                  <strong>Run {run.number}</strong>
                  {run.finishedAt ? <p>{dateTime(run.finishedAt)}</p> : null}
                  {lines.map((line) => (
                    <p key={line}>{line}</p>
                  ))}
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** What else is to be known of a run in a trend. */
function runLines({ version, tags, quality, changed }: BoardRun): string[] {
  return [
    ...(version === null ? [] : [`version ${version}`]),
    ...(tags.length === 0 ? [] : [`tags ${tags.join(' ')}`]),
    ...(quality === 'suspect' ? ['suspect measurement'] : []),
    ...(changed ? ['the experiment differs from the run before'] : []),
  ]
}
