'use client'

/** Grouped bars with whiskers; Recharts stands only behind lazily loaded files like this one. */
import { Bar, BarChart, CartesianGrid, ErrorBar, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { AXIS, GRID, percentTick } from './chart-style'
import { ChartTooltip } from './chart-tooltip'
import type { RetryRow } from './retry-data'

const LINEAR_SCALE = { domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] }
const LOG_SCALE = {
  scale: 'log' as const,
  domain: [0.01, 100],
  ticks: [0.01, 0.1, 1, 10, 100],
  allowDataOverflow: true,
}

export default function RetryDistribution({
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
              dataKey={(row: RetryRow) => whisker(row, arm)}
              width={3}
              strokeWidth={1.2}
              stroke="var(--rs-ink)"
              isAnimationActive={false}
            />
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}

/** Bars without any operation are left out: a logarithm of nothing does not exist. */
function height(row: RetryRow, arm: number): number | null {
  return (row.operations[arm] ?? 0) === 0 ? null : (row.shares[arm]?.value ?? 0) * 100
}

/** Distances from the value to both ends of the interval, in percentage points. */
function whisker(row: RetryRow, arm: number): [number, number] {
  const share = row.shares[arm]
  // No operation or no chance of any: a whisker at nothing would only be noise.
  if (!share || (row.operations[arm] ?? 0) === 0) return [0, 0]
  return [(share.value - share.low) * 100, (share.high - share.value) * 100]
}
