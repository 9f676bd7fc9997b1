'use client'

import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { memo, useMemo } from 'react'
import { NO_INTERVAL } from '@/components/format/figures'
import { StrategyName } from '@/components/ui/strategy-name'
import { ChartPanel } from './chart-panel'
import { CURVE_QUANTILES, latencyCurves, latencyWords } from './latency-data'
import type { ChartInput } from './run-charts'

const Chart = dynamic(() => import('./latency-curve'), { ssr: false, loading: () => <Skeleton h="100%" /> })

/** How long operations took, from the median out to the tail. */
export const LatencyPanel = memo(function LatencyPanel({ looks, arms, dimmed }: ChartInput) {
  const labels = useMemo(() => looks.map(({ label }) => label), [looks])
  const curves = useMemo(() => latencyCurves(arms, labels), [arms, labels])
  return (
    <ChartPanel
      title="Latency curve"
      metric="latency"
      explanation="Intended start to end of the operation, waits included. Whiskers: 95 %; a quantile that the sample cannot carry is not drawn."
      looks={looks}
      empty={
        curves.some((marks) => marks.length > 0)
          ? null
          : 'No quantile with an interval yet: more operations give one.'
      }
      csv={async () => (await import('./chart-csv')).latencyCsv(arms, labels)}
      numbers={{
        head: ['Strategy', ...CURVE_QUANTILES.map(({ name }) => name)],
        rows: looks.map((look, arm) => ({
          key: look.label,
          name: <StrategyName look={look} />,
          figures: CURVE_QUANTILES.map(({ read }) => {
            const figures = arms[arm]
            const estimate = figures ? read(figures) : null
            if (estimate) return latencyWords(estimate)
            return figures && figures.operations > 0 ? NO_INTERVAL : '–'
          }),
        })),
      }}
    >
      <Chart curves={curves} looks={looks} dimmed={dimmed} />
    </ChartPanel>
  )
})
