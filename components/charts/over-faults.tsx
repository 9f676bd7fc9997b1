'use client'

/** Dot and whisker per strategy over the faults; a threshold as a dashed line. */
import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { memo } from 'react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { AXIS, GRID } from './chart-style'
import { ChartTooltip } from './chart-tooltip'
import type { FaultsData } from './faults-data'
import { strategyScatters } from './strategy-scatters'

/** So many letters fit below the axis of a narrow card side by side. */
const ROOM_IN_LINE = 36

export default memo(function OverFaults({
  title,
  data,
  looks,
  limit,
  ticks,
  tick,
  joined,
  dimmed,
}: {
  /** What is drawn, for who hears it. */
  title: string
  data: FaultsData
  looks: readonly StrategyLook[]
  limit: number | null
  /** The first and the last are the ends of the axis. */
  ticks: readonly number[]
  tick: (value: number) => string
  /** Lines between the dots: only where the axis has an order. */
  joined: boolean
  dimmed: (arm: number) => boolean
}) {
  const last = data.categories.length - 1
  const longest = Math.max(0, ...data.categories.map((name) => name.length))
  const slanted = data.categories.length > 1 && data.categories.length * longest > ROOM_IN_LINE
  // Names that hang down at 35° take a little more than half their length.
  const below = slanted ? 24 + longest * 4 : 20
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart aria-label={title} margin={{ top: 8, right: 12, bottom: below, left: 0 }}>
        <CartesianGrid vertical={false} {...GRID} />
        <XAxis
          type="number"
          dataKey="x"
          domain={[-0.5, last + 0.5]}
          ticks={data.categories.map((_, index) => index)}
          interval={0}
          tickFormatter={(index: number) => data.categories[index] ?? ''}
          {...(slanted ? { angle: -35, textAnchor: 'end' as const } : {})}
          {...AXIS}
          label={{
            value: data.axisTitle,
            position: 'insideBottom',
            offset: slanted ? 6 - below : -14,
            fill: AXIS.tick.fill,
          }}
        />
        <YAxis
          type="number"
          dataKey="y"
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
          ticks={[...ticks]}
          // Marks at the ends would be cut in half without it.
          padding={{ top: 8, bottom: 8 }}
          width={54}
          tickFormatter={tick}
          {...AXIS}
        />
        <Tooltip content={ChartTooltip} cursor={false} isAnimationActive={false} />
        {limit === null ? null : (
          <ReferenceLine y={limit} stroke="var(--rs-bad)" strokeDasharray="5 4" strokeWidth={1.5} />
        )}
        {strategyScatters({ series: data.series, looks, joined, dimmed })}
      </ScatterChart>
    </ResponsiveContainer>
  )
})
