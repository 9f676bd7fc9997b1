'use client'

/** Quantiles of latency as lines with whiskers; a logarithmic axis, because tails are many times the median. */
import { CartesianGrid, ResponsiveContainer, ScatterChart, Tooltip, XAxis, YAxis } from 'recharts'
import { memo } from 'react'
import { number } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { AXIS, GRID } from './chart-style'
import { ChartTooltip } from './chart-tooltip'
import { CURVE_QUANTILES, decadesAround, type LatencyMark } from './latency-data'
import { strategyScatters } from './strategy-scatters'

export default memo(function LatencyCurve({
  curves,
  looks,
  dimmed,
}: {
  curves: readonly LatencyMark[][]
  looks: readonly StrategyLook[]
  dimmed: (arm: number) => boolean
}) {
  const ticks = decadesAround(curves.flat())
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart aria-label="Latency curve" margin={{ top: 8, right: 12, bottom: 20, left: 0 }}>
        <CartesianGrid vertical={false} {...GRID} />
        <XAxis
          type="number"
          dataKey="x"
          domain={[-0.4, CURVE_QUANTILES.length - 0.6]}
          ticks={CURVE_QUANTILES.map((_, index) => index)}
          interval={0}
          tickFormatter={(index: number) => CURVE_QUANTILES[index]?.name ?? ''}
          {...AXIS}
          label={{ value: 'quantile', position: 'insideBottom', offset: -14, fill: AXIS.tick.fill }}
        />
        <YAxis
          type="number"
          dataKey="y"
          scale="log"
          domain={[ticks[0] ?? 1, ticks.at(-1) ?? 10]}
          ticks={ticks}
          allowDataOverflow
          width={72}
          tickFormatter={(value: number) => `${number(value)}\u00a0ms`}
          {...AXIS}
        />
        <Tooltip content={ChartTooltip} cursor={false} isAnimationActive={false} />
        {strategyScatters({ series: curves, looks, joined: true, dimmed })}
      </ScatterChart>
    </ResponsiveContainer>
  )
})
