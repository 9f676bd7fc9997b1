'use client'

/** Lanes over the charts, on their axis: each fault by name while it lasted or when it happened, and each change of leader with its stall. */
import { useMemo } from 'react'
import type { LaneMark } from '@/components/lanes/lanes'
import { PLOT_LEFT, xOf, xWithin, type Plot } from '@/components/timeline/axis/plot'
import { usePlot } from '@/components/timeline/axis/use-axis'
import { changeWords, stallWords } from '@/lib/core/words/leader-words'
import type { LeaderEvent } from '@/lib/core/summary/leader-impact'
import { isShown, plotEnd, Pointed, useHappened } from './behind'
import type { FaultLane } from './fault-lanes'
import { placeInLine, shortened, startOfWords, wordsWidth } from './place-words'
import styles from './behind.module.css'

const ROW = 24
const BAR = 18

export function LanesDrawing({ lanes }: { lanes: readonly FaultLane[] }) {
  const plot = usePlot()
  const { changes } = useHappened()
  // To write numbers takes longer than to draw: not with each step of a pan.
  const words = useMemo(() => lanesWords(lanes, changes), [lanes, changes])
  const stalls = useMemo(() => changes.map(stallWords), [changes])
  const rows = lanes.length + (changes.length > 0 ? 1 : 0)
  if (rows === 0) return null
  const height = rows * ROW
  return (
    <svg
      className={styles.lanes}
      width="100%"
      height={height}
      role="img"
      aria-label={`Faults and changes of leader: ${words}`}
      data-plot
    >
      {plot.width === 0 ? null : (
        <>
          {Array.from({ length: rows }, (_, row) => (
            <line
              key={row}
              className={styles.row}
              x1={PLOT_LEFT}
              x2={plotEnd(plot)}
              y1={(row + 1) * ROW - 0.5}
              y2={(row + 1) * ROW - 0.5}
            />
          ))}
          {lanes.map((lane, row) => (
            <g key={lane.key} transform={`translate(0 ${row * ROW})`}>
              <Lane lane={lane} plot={plot} />
            </g>
          ))}
          {changes.length > 0 ? (
            <g transform={`translate(0 ${lanes.length * ROW})`}>
              <Changes changes={changes} stalls={stalls} plot={plot} />
            </g>
          ) : null}
          <Pointed height={height} />
        </>
      )}
    </svg>
  )
}

function Lane({ lane: { title, marks }, plot }: { lane: FaultLane; plot: Plot }) {
  const [left, right] = [PLOT_LEFT, plotEnd(plot)]
  const shown = marks.filter((mark) => isInSight(mark, plot))
  const first = shown[0]
  const sign = first?.tone === 'bad' ? '✕ ' : first?.tone === 'unsure' ? '! ' : ''
  const note = first ? (first.look === 'planned' ? ' (never acted)' : '') : ' (not in this part)'
  const words = shortened(`${sign}${title}${note}`, right - left - 8)
  const at = first ? xWithin(first.startMs, plot) + (first.momentary ? 12 : 6) : left + 6
  return (
    <>
      {shown.map((mark) => (
        <Mark key={mark.key} mark={mark} plot={plot} />
      ))}
      {words === null ? null : (
        <text
          className={first ? undefined : styles.soft}
          x={placeOfWords(at, words, left + 4, right - 2, first ? xWithin(first.startMs, plot) : null)}
          y={ROW / 2 + 4}
        >
          {words}
        </text>
      )}
    </>
  )
}

/** Words that have no room on the right of where a mark begins stand on its left. */
function placeOfWords(at: number, words: string, left: number, right: number, markX: number | null): number {
  if (markX !== null && at + wordsWidth(words) > right && markX - 10 - wordsWidth(words) >= left)
    return markX - 10 - wordsWidth(words)
  return startOfWords(at, words, left, right)
}

function Mark({ mark, plot }: { mark: LaneMark; plot: Plot }) {
  const x = xWithin(mark.startMs, plot)
  const looks = { 'data-look': mark.look, 'data-tone': mark.tone }
  if (mark.momentary)
    return (
      <path className={styles.moment} {...looks} d={`M${x} ${ROW / 2 - 7}l6 7l-6 7l-6 -7Z`}>
        <title>{mark.words}</title>
      </path>
    )
  const end = mark.endMs === null ? plotEnd(plot) : xWithin(mark.endMs, plot)
  return (
    <rect
      className={styles.bar}
      {...looks}
      x={x}
      y={(ROW - BAR) / 2}
      width={Math.max(3, end - x)}
      height={BAR}
      rx={4}
    >
      <title>{mark.words}</title>
    </rect>
  )
}

function isInSight({ startMs, endMs }: LaneMark, { span }: Plot): boolean {
  return startMs <= span[1] && (endMs ?? Infinity) >= span[0]
}

function Changes({
  changes,
  stalls,
  plot,
}: {
  changes: readonly LeaderEvent[]
  /** In words, one per change. */
  stalls: readonly string[]
  plot: Plot
}) {
  const marks = changes
    .map((event, place) => ({ event, x: xOf(event.seenMs, plot) + 8, words: stalls[place] ?? '' }))
    .filter(({ event }) => isShown(event.seenMs, plot))
  return (
    <>
      {marks.map(({ event, x, words }) => (
        <path key={event.seenMs} className={styles.leader} d={`M${x - 13} ${ROW / 2 - 5}h10l-5 9Z`}>
          <title>{words}</title>
        </path>
      ))}
      {placeInLine(marks, PLOT_LEFT, plotEnd(plot)).map(({ event, words, wordsX }) => (
        <text key={event.seenMs} x={wordsX} y={ROW / 2 + 4}>
          {words}
        </text>
      ))}
    </>
  )
}

function lanesWords(lanes: readonly FaultLane[], changes: readonly LeaderEvent[]): string {
  return [
    ...lanes.flatMap(({ marks }) => marks.map(({ words }) => words)),
    ...changes.map((event) => `leader ${changeWords(event)}`),
  ].join('; ')
}
