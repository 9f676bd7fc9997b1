'use client'

/** The answer, and the figures that it rests on. */
import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { memo } from 'react'
import { BaselinePanel } from '@/components/compare/baseline-panel'
import { HeatPanel } from '@/components/heat-map/heat-panel'
import { PublishedPanel } from '@/components/run/published/published-panel'
import { isIncomplete } from '@/components/run/run-commands'
import { StrategiesPanel } from '@/components/run/strategies-panel'
import { Panel } from '@/components/ui/panel'
import { isLive } from '@/components/data/queries'
import { AllMetricWords } from '@/components/words/all-metric-words'
import type { RunReport } from '@/lib/core/summary/report'
import { WhatWeFound } from './what-we-found'
import type { TabInput } from './run-tabs'
import ui from '@/components/ui/ui.module.css'

// Drawn in the browser only, and after what stands above: as a part that comes drawn from the server they would have to come to life
// before anything else could answer, since a cell changes them too.
const RunCharts = dynamic(async () => (await import('@/components/charts/run-charts')).RunCharts, {
  ssr: false,
  loading: () => <Skeleton h={1100} />,
})

/** Not drawn again with every change of the address. */
export const OverviewTab = memo(function OverviewTab({ report, looks }: TabInput) {
  if (report.trials.length === 0 && !isLive(report.status)) return <NothingMeasured report={report} />
  return (
    <>
      <StrategiesPanel report={report} looks={looks} />
      <WhatWeFound report={report} looks={looks} />
      <PublishedPanel report={report} looks={looks} />
      <BaselinePanel report={report} />
      <HeatPanel report={report} looks={looks} />
      <RunCharts report={report} looks={looks} />
      <AllMetricWords />
    </>
  )
})

/** Twelve empty frames would say no more. */
export function NothingMeasured({ report }: { report: Pick<RunReport, 'status'> }) {
  return (
    <Panel title="Nothing was measured">
      <p className={ui.secondary}>
        No trial of this run ended, so it has no figures.{' '}
        <span data-needs="editor">
          {isIncomplete(report) ? '“Resume” measures its trials, ' : ''}“Change and run” opens the form with
          its spec, “Run again” begins a new run with it as it is.
        </span>
      </p>
    </Panel>
  )
}
