'use client'

/** Steps over time as plain SVG in pixels, one line per thing, on the axis that it shares with the charts beside it. */
import { memo } from 'react'
import { count } from '@/components/format/figures'
import { PLOT_LEFT, PLOT_RIGHT, xWithin, type Plot } from '@/components/timeline/axis/plot'
import { usePlot } from '@/components/timeline/axis/use-axis'
import { Behind, Pointed } from '@/components/timeline/behind/behind'
import { shownPoints } from './shown-points'
import styles from './time-lines.module.css'

export interface TimeLine {
  key: string
  colour: string
  /** So that colour does not stand alone. */
  dashes: string
  points: readonly (readonly [number, number | null])[]
}

const HEIGHT = 104
const TOP = 8
const BOTTOM = 4
const HIGH = HEIGHT - TOP - BOTTOM

export function TimeLines({
  lines,
  topValue,
  words,
}: {
  lines: readonly TimeLine[]
  topValue: number
  words: string
}) {
  const plot = usePlot()
  const y = (value: number) => TOP + HIGH * (1 - value / topValue)
  return (
    <svg className={styles.drawing} width="100%" height={HEIGHT} role="img" aria-label={words} data-plot>
      {plot.width === 0 ? null : (
        <>
          <Behind top={TOP} height={HIGH} />
          <Grid topValue={topValue} width={plot.width} />
          {lines.map(({ key, colour, dashes, points }) => (
            <path
              key={key}
              d={stepPath(points, plot, y)}
              fill="none"
              stroke={colour}
              strokeWidth={1.8}
              strokeDasharray={dashes}
              strokeLinejoin="round"
            />
          ))}
          <Pointed height={HEIGHT} />
        </>
      )}
    </svg>
  )
}

/** Stays as it is while one zooms and pans: to write numbers takes longer than to draw lines. */
const Grid = memo(function Grid({ topValue, width }: { topValue: number; width: number }) {
  const end = width - PLOT_RIGHT
  return (
    <>
      {[0, 0.5, 1].map((share) => {
        const y = TOP + HIGH * (1 - share)
        return (
          <g key={share}>
            <line x1={PLOT_LEFT} x2={end} y1={y} y2={y} stroke="var(--rs-grid)" />
            {share === 0.5 ? null : (
              <text x={PLOT_LEFT - 6} y={y + 4} textAnchor="end">
                {count(share * topValue)}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
})

/** A value holds until the next; where nobody knows it, there is a gap. */
function stepPath(points: TimeLine['points'], plot: Plot, y: (value: number) => number): string {
  let path = ''
  let isDown = false
  for (const [ms, value] of shownPoints(points, plot.span)) {
    const at = xWithin(ms, plot).toFixed(1)
    // What comes next is out of sight: the value holds until the end.
    if (ms > plot.span[1]) return isDown ? `${path}H${at}` : path
    if (value === null) {
      if (isDown) path += `H${at}`
      isDown = false
    } else {
      path += isDown ? `H${at}V${y(value).toFixed(1)}` : `M${at} ${y(value).toFixed(1)}`
      isDown = true
    }
  }
  return path
}
