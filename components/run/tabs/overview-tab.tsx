'use client'

/** The answer, and the figures that it rests on. */
import { RunCharts } from '@/components/charts/run-charts'
import { HeatPanel } from '@/components/heat-map/heat-panel'
import { AgainstPanel } from '@/components/run/against-panel'
import { ConsistencyPanel } from '@/components/run/consistency-panel'
import { FailuresPanel } from '@/components/run/failures-panel'
import { LoadPanel } from '@/components/run/load-panel'
import { MetricWords } from '@/components/run/metric-words'
import { StrategiesPanel } from '@/components/run/strategies-panel'
import { TimesPanel } from '@/components/run/times-panel'
import { WorkPanel } from '@/components/run/work-panel'
import { WhatWeFound } from './what-we-found'
import type { TabInput } from './run-tabs'

export function OverviewTab({ report, looks }: TabInput) {
  return (
    <>
      <StrategiesPanel report={report} looks={looks} />
      <WhatWeFound report={report} looks={looks} />
      <HeatPanel report={report} looks={looks} />
      <RunCharts report={report} looks={looks} />
      <AgainstPanel report={report} looks={looks} />
      <WorkPanel report={report} looks={looks} />
      <TimesPanel report={report} looks={looks} />
      <LoadPanel report={report} looks={looks} />
      <FailuresPanel report={report} looks={looks} />
      <ConsistencyPanel report={report} looks={looks} />
      <MetricWords name={report.name} />
    </>
  )
}
