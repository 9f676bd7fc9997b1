'use client'

/** Each retry a point over the band that the strategy's formula allows; the median as a line. */
import {
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
  type ScatterShapeProps,
} from 'recharts'
import { memo } from 'react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { signed } from '@/components/format/figures'
import { MarkShape } from '@/components/ui/mark-shape'
import { backoffParts, backoffTicks, type BackoffPart, type BackoffRow } from './backoff-data'
import { AXIS, GRID } from './chart-style'
import { ChartTooltip } from './chart-tooltip'

const BAND = 0.32

export default memo(function BackoffDeviation({
  part,
  rows,
  looks,
  dimmed,
}: {
  part: BackoffPart
  rows: readonly BackoffRow[]
  looks: readonly StrategyLook[]
  dimmed: (arm: number) => boolean
}) {
  const { title, unit } = backoffParts[part]
  const ticks = backoffTicks(rows)
  const lookAt = (place: number) => looks[rows[place]?.arm ?? -1]
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart aria-label="Backoff deviation" margin={{ top: 8, right: 20, bottom: 20, left: 0 }}>
        <CartesianGrid horizontal={false} {...GRID} />
        <XAxis
          type="number"
          dataKey="x"
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 0]}
          ticks={ticks}
          interval={0}
          {...AXIS}
          padding={{ left: 8, right: 8 }}
          tickFormatter={signed}
          label={{
            value: `${title.toLowerCase()}, ${unit === '%' ? '% of the nominal delay' : unit}`,
            position: 'insideBottom',
            offset: -14,
            fill: AXIS.tick.fill,
          }}
        />
        <YAxis
          type="number"
          dataKey="y"
          domain={[-0.5, rows.length - 0.5]}
          reversed
          ticks={rows.map((row) => row.place)}
          interval={0}
          tickFormatter={(place: number) => lookAt(place)?.label ?? ''}
          width={106}
          {...AXIS}
        />
        <Tooltip content={ChartTooltip} cursor={false} isAnimationActive={false} />
        <ReferenceLine x={0} stroke="var(--rs-border-strong)" ifOverflow="extendDomain" />
        {rows.map((row) => (
          <Band key={`band-${row.arm}`} row={row} look={looks[row.arm]} />
        ))}
        {rows.map((row) => (
          <Scatter
            key={`points-${row.arm}`}
            name={looks[row.arm]?.label ?? ''}
            data={row.marks}
            isAnimationActive={false}
            shape={(props: ScatterShapeProps) => (
              <Point {...props} look={looks[row.arm]} faint={dimmed(row.arm)} />
            )}
          />
        ))}
        {rows.map((row) =>
          row.quantiles?.p50 ? (
            <ReferenceLine
              key={`median-${row.arm}`}
              segment={[
                { x: row.quantiles.p50.value, y: row.place - BAND },
                { x: row.quantiles.p50.value, y: row.place + BAND },
              ]}
              stroke="var(--rs-ink)"
              strokeWidth={2.5}
              ifOverflow="extendDomain"
            />
          ) : null,
        )}
      </ScatterChart>
    </ResponsiveContainer>
  )
})

/** The envelope, and where there are no points (a cell) the middle 90 % that was measured. */
function Band({ row, look }: { row: BackoffRow; look: StrategyLook | undefined }) {
  const { envelope, quantiles, place } = row
  const colour = look?.colour ?? 'var(--rs-strategy-baseline)'
  const middle =
    row.marks.length === 0 && quantiles?.p5 && quantiles.p95
      ? { low: quantiles.p5.value, high: quantiles.p95.value }
      : null
  const areas = [
    { name: 'envelope', range: envelope, opacity: 0.16, half: BAND },
    { name: 'middle', range: middle, opacity: 0.5, half: BAND / 2 },
  ]
  return areas.map(({ name, range, opacity, half }) =>
    range ? (
      <ReferenceArea
        key={name}
        x1={range.low}
        x2={range.high}
        y1={place - half}
        y2={place + half}
        fill={colour}
        fillOpacity={opacity}
        stroke={colour}
        strokeOpacity={0.5}
        ifOverflow="extendDomain"
      />
    ) : null,
  )
}

function Point({
  cx,
  cy,
  look,
  faint,
}: ScatterShapeProps & { look: StrategyLook | undefined; faint: boolean }) {
  if (!look || cx === undefined || cy === undefined) return null
  return <MarkShape look={look} x={Number(cx)} y={Number(cy)} size={5} opacity={faint ? 0.3 : 0.7} />
}
