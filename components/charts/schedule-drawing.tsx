/** The drawing itself, as plain SVG: it changes with every key that is typed. */
import type { Schedule } from '@/lib/core/strategy/schedule'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { MarkShape } from '@/components/ui/mark-shape'
import { drawSchedule, SCHEDULE_BOX, type SchedulePoint } from './schedule-data'
import { RetryAxes } from './retry-axes'
import styles from './schedule.module.css'

const { width, height } = SCHEDULE_BOX
/** Half the width of the band around a single retry, which has no neighbour to reach to. */
const REACH = 8

export function ScheduleDrawingSvg({
  schedule,
  look,
  words,
}: {
  schedule: Schedule
  look: StrategyLook
  words: string
}) {
  const { points, ticksX, ticksY } = drawSchedule(schedule)
  return (
    <svg className={styles.drawing} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
      <RetryAxes box={SCHEDULE_BOX} ticksX={ticksX} ticksY={ticksY}>
        <path
          d={bandPath(points)}
          fill={look.colour}
          fillOpacity={0.18}
          stroke={look.colour}
          strokeOpacity={0.5}
        />
        <path d={linePath(points)} fill="none" stroke="var(--rs-ink-soft)" strokeWidth={1.5} />
        {points.map(({ retry, x, drawnY, isRefused }) =>
          drawnY === null ? null : isRefused ? (
            <path
              key={retry}
              d={`M${x - 4} ${drawnY - 4}l8 8m0 -8l-8 8`}
              stroke="var(--rs-bad)"
              strokeWidth={2}
            />
          ) : (
            <MarkShape key={retry} look={look} x={x} y={drawnY} size={8} />
          ),
        )}
      </RetryAxes>
    </svg>
  )
}

/** From shortest to longest; a bar when there is a single retry. */
function bandPath(points: readonly SchedulePoint[]): string {
  const known = points.flatMap(({ x, minY, maxY }) =>
    minY === null || maxY === null ? [] : [{ x, minY, maxY }],
  )
  const [only] = known
  if (known.length === 1 && only)
    return `M${only.x - REACH} ${only.maxY}H${only.x + REACH}V${only.minY}H${only.x - REACH}Z`
  if (known.every(({ minY, maxY }) => minY === maxY)) return ''
  const upper = known.map(({ x, maxY }) => `${x} ${maxY}`)
  const lower = known.map(({ x, minY }) => `${x} ${minY}`).reverse()
  return `M${[...upper, ...lower].join('L')}Z`
}

function linePath(points: readonly SchedulePoint[]): string {
  const known = points.flatMap(({ x, nominalY }) => (nominalY === null ? [] : [{ x, nominalY }]))
  const [only] = known
  if (known.length === 1 && only) return `M${only.x - REACH} ${only.nominalY}h${2 * REACH}`
  return known.length === 0 ? '' : `M${known.map(({ x, nominalY }) => `${x} ${nominalY}`).join('L')}`
}
