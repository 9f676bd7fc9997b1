'use client'

/** Steps over time as plain SVG, one line per thing; several of these share one x-axis and the instant that is pointed at. */
import type { PointerEvent, ReactNode } from 'react'
import styles from './time-lines.module.css'

export interface TimeLine {
  key: string
  colour: string
  /** So that colour does not stand alone. */
  dashes: string
  points: readonly (readonly [number, number | null])[]
}

export const TIME_BOX = { width: 900, height: 96, left: 44, right: 8, top: 8, bottom: 4 } as const
const { width, height, left, right, top, bottom } = TIME_BOX

/** Where an instant stands. */
export function timeX(ms: number, [from, to]: readonly [number, number]): number {
  return left + ((width - left - right) * (ms - from)) / (to - from)
}

/** Which instant a pointer is at; null outside of the axis. */
export function instantAt(
  event: PointerEvent<SVGSVGElement>,
  [from, to]: readonly [number, number],
): number | null {
  const box = event.currentTarget.getBoundingClientRect()
  const x = ((event.clientX - box.left) / box.width) * width
  const share = (x - left) / (width - left - right)
  return share < 0 || share > 1 ? null : from + share * (to - from)
}

export function TimeLines({
  lines,
  domain,
  topValue,
  windowMs,
  hoverMs,
  onHover,
  words,
  behind,
}: {
  lines: readonly TimeLine[]
  /** Milliseconds from the window's begin. */
  domain: readonly [number, number]
  topValue: number
  /** What lies after it is shaded: the drain. */
  windowMs: number
  hoverMs: number | null
  onHover: (ms: number | null) => void
  words: string
  behind?: ReactNode
}) {
  const y = (value: number) => top + (height - top - bottom) * (1 - value / topValue)
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words}
      onPointerMove={(event) => onHover(instantAt(event, domain))}
      onPointerLeave={() => onHover(null)}
    >
      {domain[1] > windowMs ? (
        <rect
          x={timeX(windowMs, domain)}
          width={timeX(domain[1], domain) - timeX(windowMs, domain)}
          y={top}
          height={height - top - bottom}
          fill="var(--rs-sunken)"
        />
      ) : null}
      {[0, 1].map((share) => (
        <g key={share}>
          <line
            x1={left}
            x2={width - right}
            y1={y(share * topValue)}
            y2={y(share * topValue)}
            stroke="var(--rs-grid)"
          />
          <text x={left - 6} y={y(share * topValue) + 4} textAnchor="end">
            {share * topValue}
          </text>
        </g>
      ))}
      {behind}
      {lines.map(({ key, colour, dashes, points }) => (
        <path
          key={key}
          d={stepPath(points, (ms) => timeX(ms, domain), y)}
          fill="none"
          stroke={colour}
          strokeWidth={1.8}
          strokeDasharray={dashes}
          strokeLinejoin="round"
        />
      ))}
      {hoverMs === null ? null : <Instant ms={hoverMs} domain={domain} />}
    </svg>
  )
}

/** The instant that is pointed at in any of the charts. */
export function Instant({ ms, domain }: { ms: number; domain: readonly [number, number] }) {
  const x = timeX(ms, domain)
  return <line x1={x} x2={x} y1={0} y2={height} stroke="var(--rs-ink-soft)" strokeDasharray="2 2" />
}

/** A value holds until the next; where nobody knows it, there is a gap. */
function stepPath(
  points: TimeLine['points'],
  x: (ms: number) => number,
  y: (value: number) => number,
): string {
  let path = ''
  let isDown = false
  for (const [ms, value] of points) {
    const at = x(ms).toFixed(1)
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
