'use client'

/** The charts of a trial's timeline, one above the other on one axis; leader changes as dashed lines through all of them. */
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { AXIS, GRID } from '@/components/charts/chart-style'
import { number } from '@/components/format/figures'
import { timeScale } from '@/components/lanes/lane-scale'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { LeaderEvent } from '@/lib/core/summary/leader-impact'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { armKey, TIMELINE_MEASURES, timelineRows, widthOf } from './timeline-data'
import styles from './timeline.module.css'

export default function TimelineCharts({
  arms,
  looks,
  events,
  windowMs,
  syncId,
}: {
  arms: readonly (readonly TimeBucket[])[]
  looks: readonly StrategyLook[]
  events: readonly LeaderEvent[]
  windowMs: number
  /** What shares it marks the same instant. */
  syncId: string
}) {
  const widthMs = widthOf(arms)
  const lastMs = Math.max(windowMs, ...arms.map((own) => (own.at(-1)?.startMs ?? 0) + widthMs))
  const { ticks } = timeScale(lastMs)
  return (
    <>
      {TIMELINE_MEASURES.map((measure) => (
        <figure key={measure.name} className={styles.chart}>
          <figcaption>
            {measure.title} <span>{measure.unit}</span>
          </figcaption>
          <ResponsiveContainer width="100%" height={96}>
            <LineChart
              data={timelineRows(arms, measure)}
              syncId={syncId}
              margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
            >
              <CartesianGrid vertical={false} {...GRID} />
              <XAxis
                type="number"
                dataKey="startMs"
                domain={[0, lastMs]}
                ticks={ticks.map(({ ms }) => ms)}
                tickFormatter={(ms: number) => ticks.find((tick) => tick.ms === ms)?.label ?? ''}
                {...AXIS}
              />
              <YAxis
                width={54}
                domain={[0, 'auto']}
                tickFormatter={(value: number) => number(value)}
                {...AXIS}
              />
              {windowMs < lastMs ? (
                <ReferenceArea x1={windowMs} x2={lastMs} fill="var(--rs-ink)" fillOpacity={0.05} />
              ) : null}
              {events.map(({ startMs, seenMs }) => (
                <ReferenceArea
                  key={`a${seenMs}`}
                  x1={startMs}
                  x2={seenMs}
                  fill="var(--rs-bad)"
                  fillOpacity={0.12}
                />
              ))}
              {events.map(({ seenMs, from, to }) => (
                <ReferenceLine
                  key={seenMs}
                  x={seenMs}
                  stroke="var(--rs-ink-soft)"
                  strokeDasharray="4 3"
                  {...(measure === TIMELINE_MEASURES[0]
                    ? {
                        label: {
                          value: `${from === null ? '' : `m${from + 1} `}→ m${to + 1}`,
                          position: 'insideTopLeft' as const,
                          fontSize: 11,
                          fill: 'var(--rs-ink-soft)',
                        },
                      }
                    : {})}
                />
              ))}
              <Tooltip
                isAnimationActive={false}
                formatter={(value) => `${number(Number(value))} ${measure.unit}`}
                labelFormatter={(ms) => `from ${(Number(ms) / 1000).toFixed(1)} s`}
                contentStyle={{
                  background: 'var(--rs-surface)',
                  borderColor: 'var(--rs-border)',
                  fontSize: 12,
                }}
              />
              {looks.map((look, arm) => (
                <Line
                  key={look.label}
                  name={look.label}
                  dataKey={armKey(arm)}
                  stroke={look.colour}
                  strokeWidth={1.5}
                  dot={false}
                  connectNulls={false}
                  isAnimationActive={false}
                />
              ))}
            </LineChart>
          </ResponsiveContainer>
        </figure>
      ))}
    </>
  )
}
