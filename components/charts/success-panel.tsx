'use client'

import { NativeSelect, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { parseAsString, useQueryState } from 'nuqs'
import { percent, percentRange } from '@/components/format/figures'
import { shortDimension } from '@/components/heat-map/heat-axes'
import type { PointLossMode } from '@/lib/core/fault/fault-point'
import { ChartPanel } from './chart-panel'
import type { ChartInput } from './run-charts'
import { successAxes, successData, successThreshold, type SuccessAxis } from './success-data'

const Chart = dynamic(() => import('./success-rate'), { ssr: false, loading: () => <Skeleton h="100%" /> })

/** Success rate per strategy over the faults. */
export function SuccessPanel({ report, looks, point, dimmed }: ChartInput) {
  const axes = successAxes(report.points)
  const [asked, setAsked] = useQueryState('over', parseAsString.withOptions({ history: 'replace' }))
  const axis = axes.find((name) => name === asked) ?? axes[0] ?? 'points'
  const data = successData(report, point === null ? axis : 'points', point)
  const threshold = successThreshold(report.spec)
  return (
    <ChartPanel
      title="Success rate"
      explanation={`ok ÷ (ok + fail + info). Whiskers: 95 %.${threshold ? ` Dashed: ${threshold.expression}.` : ''}`}
      looks={looks}
      controls={
        <NativeSelect
          size="xs"
          aria-label="Success rate over"
          value={axis}
          disabled={point !== null}
          onChange={(event) => void setAsked(event.currentTarget.value)}
          data={axes.map((name) => ({ value: name, label: axisWords(name, report.spec.matrix.loss.mode) }))}
        />
      }
      empty={data.series.some((marks) => marks.length > 0) ? null : 'No trial has ended here yet.'}
      numbers={{
        head: ['Fault', ...looks.map((look) => look.label)],
        rows: data.categories.map((name, category) => ({
          key: name,
          name,
          figures: looks.map((_, arm) => {
            const estimate = data.estimates[category]?.[arm]
            return estimate ? `${percent(estimate.value, 2)} (${percentRange(estimate)})` : '–'
          }),
        })),
      }}
    >
      <Chart
        data={data}
        looks={looks}
        threshold={threshold?.percent ?? null}
        joined={point === null && axis !== 'points'}
        dimmed={dimmed}
      />
    </ChartPanel>
  )
}

/** Short, because a card is narrow; the axis has the unit. */
function axisWords(axis: SuccessAxis, mode: PointLossMode): string {
  return axis === 'points' ? 'by fault point' : `by ${shortDimension(axis, mode)}, others pooled`
}
