/** One grid of fault points, to scale with their number: labels are left out where they would touch. */
import type { HeatAxes } from '@/lib/core/summary/heat-axes'
import styles from './drawing.module.css'

export type CellLook = 'fault' | 'calm' | 'beyond'

const GAP = 2
/** Of a character at the labels' size: "100 %" is 35.2 wide in our font. */
const CHARACTER = 7
const LABEL_HEIGHT = 14

export function GridDrawing({
  axes: { columns, rows },
  lookOf,
}: {
  axes: Pick<HeatAxes, 'columns' | 'rows'>
  lookOf: (pointIndex: number) => CellLook
}) {
  const cellWidth = columns.length > 30 ? 6 : columns.length > 12 ? 12 : 26
  const cellHeight = rows.length > 24 ? 6 : rows.length > 8 ? 12 : 16
  const left = Math.max(0, ...rows.map(({ label }) => label.length)) * CHARACTER + 6
  const width = left + columns.length * (cellWidth + GAP) + 12
  const height = rows.length * (cellHeight + GAP) + LABEL_HEIGHT
  const columnStep = stepOf(
    columns.map(({ label }) => label.length * CHARACTER + 4),
    cellWidth + GAP,
  )
  const rowStep = stepOf([LABEL_HEIGHT - 2], cellHeight + GAP)
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={styles.grid}>
      {rows.map((row, y) => (
        <g key={row.label} transform={`translate(${left} ${y * (cellHeight + GAP)})`}>
          {y % rowStep === 0 ? (
            <text x={-4} y={cellHeight / 2} textAnchor="end" dominantBaseline="central">
              {row.label}
            </text>
          ) : null}
          {row.points.map((point, x) =>
            point === null ? null : (
              <Cell
                key={x}
                x={x * (cellWidth + GAP)}
                width={cellWidth}
                height={cellHeight}
                look={lookOf(point)}
              />
            ),
          )}
        </g>
      ))}
      {columns.map(({ label }, x) =>
        x % columnStep === 0 ? (
          <text
            key={label}
            x={left + x * (cellWidth + GAP) + cellWidth / 2}
            y={height - 3}
            textAnchor="middle"
          >
            {label}
          </text>
        ) : null,
      )}
    </svg>
  )
}

function Cell({ x, width, height, look }: { x: number; width: number; height: number; look: CellLook }) {
  const sign = { fault: '', calm: '○', beyond: '✕' }[look]
  return (
    <>
      <rect x={x} width={width} height={height} rx={Math.min(3, width / 4)} data-look={look} />
      {sign === '' || width < 8 || height < 8 ? null : (
        <text
          x={x + width / 2}
          y={height / 2}
          textAnchor="middle"
          dominantBaseline="central"
          data-look={look}
        >
          {sign}
        </text>
      )}
    </>
  )
}

/** Every so many labels stand without touching. */
function stepOf(lengths: readonly number[], room: number): number {
  return Math.max(1, Math.ceil(Math.max(0, ...lengths) / room))
}
