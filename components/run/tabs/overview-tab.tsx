'use client'

/** The answer, and the figures that it rests on. */
import { BaselinePanel } from '@/components/compare/baseline-panel'
import { RunCharts } from '@/components/charts/run-charts'
import { HeatPanel } from '@/components/heat-map/heat-panel'
import { PublishedPanel } from '@/components/run/published/published-panel'
import { StrategiesPanel } from '@/components/run/strategies-panel'
import { AllMetricWords } from '@/components/words/all-metric-words'
import { WhatWeFound } from './what-we-found'
import type { TabInput } from './run-tabs'

export function OverviewTab({ report, looks }: TabInput) {
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
}
