'use client'

/** Grouped bars with whiskers, expected shares as open circles over them; Recharts stands only behind lazily loaded files like this one. */
import {
  Bar,
  BarChart,
  CartesianGrid,
  ErrorBar,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type BarShapeProps,
} from 'recharts'
import { memo } from 'react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { AXIS, GRID, percentTick } from './chart-style'
import { ChartTooltip } from './chart-tooltip'
import type { RetryRow } from './retry-data'

const LINEAR_SCALE = { domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] }
/** End of the logarithmic scale. */
const LOWEST_PERCENT = 0.01
const LOG_SCALE = {
  scale: 'log' as const,
  domain: [LOWEST_PERCENT, 100],
  ticks: [LOWEST_PERCENT, 0.1, 1, 10, 100],
  allowDataOverflow: true,
}

export default memo(function RetryDistribution({
  rows,
  looks,
  dimmed,
  logarithmic,
}: {
  rows: readonly RetryRow[]
  looks: readonly StrategyLook[]
  /** Arms that are not in focus. */
  dimmed: (arm: number) => boolean
  /** Shows rare counts that a linear scale hides. */
  logarithmic: boolean
}) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        aria-label="Retry-count distribution"
        data={[...rows]}
        margin={{ top: 8, right: 8, bottom: 20, left: 0 }}
        barGap={1}
        barCategoryGap="18%"
      >
        <CartesianGrid vertical={false} {...GRID} />
        <XAxis
          dataKey="retries"
          {...AXIS}
          label={{
            value: 'retries per operation',
            position: 'insideBottom',
            offset: -14,
            fill: AXIS.tick.fill,
          }}
        />
        {/* Bars of another axis stand in the same places: the circles need the middles of the bars below them. */}
        <XAxis dataKey="retries" xAxisId="expected" hide />
        <YAxis
          {...AXIS}
          width={54}
          tickFormatter={percentTick}
          {...(logarithmic ? LOG_SCALE : LINEAR_SCALE)}
        />
        <Tooltip content={ChartTooltip} cursor={{ fill: 'var(--rs-sunken)' }} isAnimationActive={false} />
        {looks.map((look, arm) => (
          <Bar
            key={look.label}
            dataKey={(row: RetryRow) => height(row, arm)}
            name={look.label}
            fill={look.colour}
            fillOpacity={dimmed(arm) ? 0.3 : 1}
            maxBarSize={28}
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
          >
            <ErrorBar
              dataKey={(row: RetryRow) => whisker(row, arm, logarithmic)}
              width={3}
              strokeWidth={1.2}
              stroke="var(--rs-ink)"
              isAnimationActive={false}
            />
          </Bar>
        ))}
        {looks.map((look, arm) => (
          <Bar
            key={`expected-${look.label}`}
            xAxisId="expected"
            dataKey={(row: RetryRow) => expectedHeight(row, arm, logarithmic)}
            maxBarSize={28}
            isAnimationActive={false}
            tooltipType="none"
            shape={(props: BarShapeProps) => <Circle {...props} faint={dimmed(arm)} />}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
})

/** Bars without any operation are left out: a logarithm of nothing does not exist. */
function height(row: RetryRow, arm: number): number | null {
  return (row.operations[arm] ?? 0) === 0 ? null : (row.shares[arm] ?? 0) * 100
}

/** Distances from the value to both ends of the interval, in percentage points; it ends where the logarithmic scale does. */
function whisker(row: RetryRow, arm: number, logarithmic: boolean): [number, number] {
  const share = row.intervals[arm]
  // No operation, no interval or no chance of any: a whisker at nothing would only be noise.
  if (!share || (row.operations[arm] ?? 0) === 0) return [0, 0]
  const at = (end: number) => (logarithmic ? Math.max(LOWEST_PERCENT, end * 100) : end * 100)
  return [at(share.value) - at(share.low), at(share.high) - at(share.value)]
}

/** Below the scale's end there is no place for a circle. */
function expectedHeight(row: RetryRow, arm: number, logarithmic: boolean): number | null {
  const share = row.expected[arm] ?? null
  if (share === null || (logarithmic && share * 100 < LOWEST_PERCENT)) return null
  return share * 100
}

function Circle({ x, y, width, faint }: BarShapeProps & { faint: boolean }) {
  return (
    <circle
      cx={x + width / 2}
      cy={y}
      r={4.5}
      fill="var(--rs-surface)"
      fillOpacity={0.6}
      stroke="var(--rs-ink)"
      strokeWidth={1.8}
      opacity={faint ? 0.3 : 1}
    />
  )
}
