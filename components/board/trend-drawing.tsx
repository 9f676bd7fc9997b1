/** The picture of a trend. Verdicts differ in shape: a dot held, a cross missed, a ring is inconclusive. */
import type { ThresholdExpression } from '@/lib/core/experiment/threshold'
import type { BoardPoint, BoardRun } from '@/lib/core/runs/board'
import { placeOn, trendSpan } from './trend-data'
import styles from './board.module.css'

export const SLOT = 26
const HEIGHT = 48
/** Above, for the sign of suspect runs. */
const TOP = 16
const BOTTOM = 6

export function TrendDrawing({
  colour,
  threshold,
  runs,
  points,
  before,
}: {
  colour: string
  threshold: ThresholdExpression
  runs: readonly BoardRun[]
  points: readonly (BoardPoint | null)[]
  /** Empty places before the oldest run. */
  before: number
}) {
  const span = trendSpan(threshold, points)
  const y = (value: number) => HEIGHT - BOTTOM - placeOn(span, value) * (HEIGHT - BOTTOM - TOP)
  const x = (place: number) => (before + place + 0.5) * SLOT
  return (
    <svg width={(before + runs.length) * SLOT} height={HEIGHT} aria-hidden="true">
      {runs.map((run, place) => {
        const point = points[place]
        const middle = x(place)
        return (
          <g key={run.id}>
            {run.changed ? (
              <line
                x1={middle - SLOT / 2}
                x2={middle - SLOT / 2}
                y1={0}
                y2={HEIGHT}
                className={styles.changed}
              />
            ) : null}
            {point ? (
              <>
                <line
                  x1={middle - SLOT / 2}
                  x2={middle + SLOT / 2}
                  y1={y(point.limit)}
                  y2={y(point.limit)}
                  className={styles.limit}
                />
                {run.quality === 'suspect' ? (
                  <text x={middle} y={8} textAnchor="middle" className={styles.suspect}>
                    !
                  </text>
                ) : null}
                <TrendMark point={point} x={middle} y={y} colour={colour} />
              </>
            ) : null}
          </g>
        )
      })}
    </svg>
  )
}

function TrendMark({
  point: { measured, verdict },
  x,
  y,
  colour,
}: {
  point: BoardPoint
  x: number
  y: (value: number) => number
  colour: string
}) {
  // Nothing could be estimated: its verdict stands in the middle, without a whisker.
  if (!measured)
    return <VerdictMark verdict={verdict} x={x} y={(HEIGHT + TOP) / 2} colour="var(--rs-ink-soft)" />
  return (
    <>
      <line x1={x} x2={x} y1={y(measured.low)} y2={y(measured.high)} stroke={colour} strokeWidth="2" />
      <VerdictMark verdict={verdict} x={x} y={y(measured.value)} colour={colour} />
    </>
  )
}

/** Also stands in the legend. */
export function VerdictMark({
  verdict,
  x,
  y,
  colour,
}: {
  verdict: BoardPoint['verdict']
  x: number
  y: number
  colour: string
}) {
  const surface = { fill: 'var(--rs-surface)', stroke: colour, strokeWidth: 2 }
  if (verdict === 'pass') return <circle cx={x} cy={y} r={4} fill={colour} />
  if (verdict === 'inconclusive') return <circle cx={x} cy={y} r={4} {...surface} />
  const cross = `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x + 4} ${y - 4}L${x - 4} ${y + 4}`
  return (
    <>
      <path d={cross} stroke="var(--rs-surface)" strokeWidth="5" />
      <path d={cross} stroke={colour} strokeWidth="2.4" />
    </>
  )
}
