'use client'

/** Throughput against error rate, with whiskers both ways: up and left is better. */
import {
  CartesianGrid,
  ErrorBar,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  type ScatterShapeProps,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { memo } from 'react'
import { number } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { MarkShape } from '@/components/ui/mark-shape'
import { AXIS, GRID, percentTick } from './chart-style'
import { ChartTooltip } from './chart-tooltip'
import { niceTicks } from './nice-ticks'
import { markOf, whiskerOf } from './strategy-scatters'
import type { TradeoffMark } from './tradeoff-data'

export default memo(function Tradeoff({
  marks,
  looks,
  dimmed,
}: {
  marks: readonly { all: TradeoffMark | null; points: TradeoffMark[] }[]
  looks: readonly StrategyLook[]
  dimmed: (arm: number) => boolean
}) {
  const every = marks.flatMap(({ all, points }) => [...(all ? [all] : []), ...points])
  const x = niceTicks(0, Math.min(100, Math.max(0.1, ...every.map((mark) => mark.x + mark.xWhisker[1]))))
  const y = niceTicks(0, Math.max(1, ...every.map((mark) => mark.y + mark.yWhisker[1])))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart
        aria-label="Throughput against error rate"
        margin={{ top: 8, right: 16, bottom: 20, left: 0 }}
      >
        <CartesianGrid {...GRID} />
        <XAxis
          type="number"
          dataKey="x"
          domain={[x[0] ?? 0, x.at(-1) ?? 1]}
          ticks={x}
          padding={{ left: 8, right: 8 }}
          tickFormatter={percentTick}
          {...AXIS}
          label={{ value: 'error rate', position: 'insideBottom', offset: -14, fill: AXIS.tick.fill }}
        />
        <YAxis
          type="number"
          dataKey="y"
          domain={[y[0] ?? 0, y.at(-1) ?? 1]}
          ticks={y}
          // Marks at the upper end would be cut in half without it.
          padding={{ top: 8 }}
          width={54}
          tickFormatter={(value: number) => number(value)}
          {...AXIS}
        />
        <Tooltip content={ChartTooltip} cursor={false} isAnimationActive={false} />
        {/* Single fault points, of all strategies in one series: the chart works out every series anew for each further one. */}
        <Scatter
          data={marks.flatMap(({ points }, arm) => points.map((mark) => ({ ...mark, arm })))}
          isAnimationActive={false}
          shape={({ cx, cy, payload }: ScatterShapeProps) => {
            const { arm } = payload as { arm: number }
            const look = looks[arm]
            const opacity = dimmed(arm) ? 0.1 : 0.35
            return look ? (
              <MarkShape look={look} x={Number(cx)} y={Number(cy)} size={6} opacity={opacity} />
            ) : (
              <g />
            )
          }}
        />
        {marks.map(({ all }, arm) => {
          const look = looks[arm]
          if (!look) return null
          const faint = dimmed(arm)
          const whisker = whiskerOf(look, faint)
          return (
            <Scatter
              key={look.label}
              name={look.label}
              data={all ? [all] : []}
              isAnimationActive={false}
              shape={markOf(look, 11, faint ? 0.3 : 1)}
            >
              <ErrorBar dataKey="xWhisker" direction="x" {...whisker} />
              <ErrorBar dataKey="yWhisker" direction="y" {...whisker} />
            </Scatter>
          )
        })}
      </ScatterChart>
    </ResponsiveContainer>
  )
})
