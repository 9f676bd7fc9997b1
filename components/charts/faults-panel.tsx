'use client'

import { NativeSelect, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { parseAsString, useQueryState } from 'nuqs'
import { memo, useMemo } from 'react'
import { NO_INTERVAL } from '@/components/format/figures'
import { shortDimension } from '@/lib/core/summary/heat-axes'
import type { PointLossMode } from '@/lib/core/fault/fault-point'
import type { RunReport } from '@/lib/core/summary/report'
import type { MetricName } from '@/lib/core/words/metric-heads'
import { ChartPanel } from './chart-panel'
import type { ChartInput } from './run-charts'
import {
  AMPLIFICATION,
  faultsAxes,
  faultsData,
  limitOf,
  percentTicks,
  startOfPercentAxis,
  SUCCESS,
  type FaultsAxis,
  type FaultsMetric,
  type Limit,
} from './faults-data'
import { niceTicks } from './nice-ticks'
import { percentTick } from './chart-style'

const Chart = dynamic(() => import('./over-faults'), { ssr: false, loading: () => <Skeleton h="100%" /> })

interface Ends {
  low: number
  high: number
}

function percentTicksOf({ low }: Ends, limit = 100): number[] {
  return percentTicks(startOfPercentAxis(Math.min(low, limit)))
}

/** Load counts from nothing, so the axis does. */
function timesTicksOf({ high }: Ends, limit = 0): number[] {
  return niceTicks(0, Math.max(1, high, limit))
}

function timesTick(value: number): string {
  return `${value}×`
}

/** Success rate per strategy over the faults. */
export const SuccessPanel = memo(function SuccessPanel(input: ChartInput) {
  const limit = limitOf(input.report.spec, 'successRate', 100)
  return (
    <FaultsPanel
      {...input}
      title="Success rate"
      words="successRate"
      formula="ok ÷ (ok + fail + info)."
      metric={SUCCESS}
      limit={limit}
      ticksOf={percentTicksOf}
      tick={percentTick}
    />
  )
})

/** Amplification per strategy over the faults. */
export const AmplificationPanel = memo(function AmplificationPanel(input: ChartInput) {
  const limit = limitOf(input.report.spec, 'amplification', 1)
  return (
    <FaultsPanel
      {...input}
      title="Amplification"
      words="amplification"
      formula="Requests ÷ operations: 1× is no retry at all."
      metric={AMPLIFICATION}
      limit={limit}
      ticksOf={timesTicksOf}
      tick={timesTick}
    />
  )
})

function FaultsPanel({
  report,
  looks,
  point,
  dimmed,
  title,
  words,
  formula,
  metric,
  limit,
  ticksOf,
  tick,
}: ChartInput & {
  title: string
  words: MetricName
  formula: string
  metric: FaultsMetric
  limit: Limit
  ticksOf: (ends: Ends, limit: number | undefined) => number[]
  tick: (value: number) => string
}) {
  const axes = useMemo(() => faultsAxes(report.points), [report.points])
  // One choice for all charts over the faults: they are read against each other.
  const [asked, setAsked] = useQueryState('over', parseAsString.withOptions({ history: 'replace' }))
  const axis = axes.find((name) => name === asked) ?? axes[0] ?? 'points'
  const data = useMemo(
    () => faultsData(report, point === null ? axis : 'points', point, metric),
    [report, axis, point, metric],
  )
  const at = limit?.value
  const ticks = useMemo(() => (data.ends ? ticksOf(data.ends, at) : []), [data, ticksOf, at])
  return (
    <ChartPanel
      title={title}
      metric={words}
      explanation={`${formula} Whiskers: 95 %.${limit ? ` Dashed: ${limit.expression}.` : ''}`}
      looks={looks}
      controls={
        <NativeSelect
          size="xs"
          aria-label={`${title} over`}
          value={axis}
          disabled={point !== null}
          onChange={(event) => void setAsked(event.currentTarget.value)}
          data={axes.map((name) => ({ value: name, label: axisWords(name, report.spec.matrix.loss.mode) }))}
        />
      }
      empty={data.ends ? null : emptyWords(report)}
      notes={data.ends ? data.undrawn : []}
      csv={async () =>
        (await import('./chart-csv')).faultsCsv(
          data,
          looks.map(({ label }) => label),
          title.toLowerCase(),
        )
      }
      numbers={{
        head: ['Fault', ...looks.map((look) => look.label)],
        rows: data.categories.map((name, category) => ({
          key: name,
          name,
          figures: looks.map((_, arm) => {
            const estimate = data.estimates[category]?.[arm]
            if (estimate) return metric.words(estimate)
            return data.isMeasured[category]?.[arm] === true ? NO_INTERVAL : '–'
          }),
        })),
      }}
    >
      {data.ends ? (
        <Chart
          title={title}
          data={data}
          looks={looks}
          limit={limit?.value ?? null}
          ticks={ticks}
          tick={tick}
          joined={point === null && axis !== 'points'}
          dimmed={dimmed}
        />
      ) : null}
    </ChartPanel>
  )
}

function emptyWords({ trials }: Pick<RunReport, 'trials'>): string {
  return trials.length === 0
    ? 'No trial has ended here yet.'
    : 'No sample can carry an interval here: longer trials or more repetitions give one.'
}

/** Short, because a card is narrow; the axis has the unit. */
function axisWords(axis: FaultsAxis, mode: PointLossMode): string {
  return axis === 'points' ? 'by fault point' : `by ${shortDimension(axis, mode)}, others pooled`
}
