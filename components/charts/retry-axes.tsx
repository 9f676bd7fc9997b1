/** The axes of a small drawing of delays by retry, as plain SVG; what is drawn between them stands in it. */
import type { ReactNode } from 'react'

export interface RetryBox {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

export function RetryAxes({
  box: { width, height, left, right, top, bottom },
  ticksX,
  ticksY,
  children,
}: {
  box: RetryBox
  ticksX: readonly { x: number; label: string }[]
  ticksY: readonly { y: number; label: string }[]
  children: ReactNode
}) {
  const base = height - bottom
  return (
    <>
      {ticksY.map(({ y, label }) => (
        <g key={y}>
          <line x1={left} x2={width - right} y1={y} y2={y} stroke="var(--rs-grid)" />
          <text x={left - 6} y={y + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {children}
      {ticksX.map(({ x, label }) => (
        <text key={label} x={x} y={base + 15} textAnchor="middle">
          {label}
        </text>
      ))}
      <text x={(left + width - right) / 2} y={height - 4} textAnchor="middle">
        retry
      </text>
      <line x1={left} x2={left} y1={top} y2={base} stroke="var(--rs-border-strong)" />
    </>
  )
}
