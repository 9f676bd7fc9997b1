'use client'

import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { memo, useMemo } from 'react'
import { NO_INTERVAL, number, percent, percentRange, range } from '@/components/format/figures'
import { StrategyName } from '@/components/ui/strategy-name'
import { ChartPanel } from './chart-panel'
import type { ChartInput } from './run-charts'
import { errorRate, tradeoffMarks, undrawnMarks } from './tradeoff-data'

const Chart = dynamic(() => import('./tradeoff'), { ssr: false, loading: () => <Skeleton h="100%" /> })

/** What a strategy pays in speed for the errors that it avoids. */
export const TradeoffPanel = memo(function TradeoffPanel({ report, looks, arms, point, dimmed }: ChartInput) {
  const marks = useMemo(() => tradeoffMarks(report, arms, point), [report, arms, point])
  const isClosed = report.spec.workload.load.mode === 'closed'
  const isDrawn = marks.some(({ all, points }) => all !== null || points.length > 0)
  return (
    <ChartPanel
      title="Throughput against error rate"
      metric="errorRate"
      explanation={`Operations per second of the window against the share without success; up and left is better. Whiskers: 95 %. Faint: single fault points.${isClosed ? '' : ' The load is open: throughput is what was asked for.'}`}
      looks={looks}
      empty={isDrawn ? null : 'No rate with an interval yet: longer trials or more repetitions give one.'}
      notes={isDrawn ? undrawnMarks(marks, arms) : []}
      csv={async () =>
        (await import('./chart-csv')).tradeoffCsv(
          arms,
          looks.map(({ label }) => label),
        )
      }
      numbers={{
        head: ['Strategy', 'Error rate', 'Operations/s'],
        rows: looks.map((look, arm) => {
          const figures = arms[arm]
          const errors = errorRate(figures?.successRate ?? null)
          const speed = figures?.throughputPerSecond ?? null
          const none = figures && figures.operations > 0 ? NO_INTERVAL : '–'
          return {
            key: look.label,
            name: <StrategyName look={look} />,
            figures: [
              errors ? `${percent(errors.value, 2)} (${percentRange(errors)})` : none,
              speed ? `${number(speed.value)} (${range(speed, '')})` : none,
            ],
          }
        }),
      }}
    >
      <Chart marks={marks} looks={looks} dimmed={dimmed} />
    </ChartPanel>
  )
})
