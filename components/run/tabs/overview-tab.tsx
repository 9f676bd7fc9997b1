'use client'

/** The answer, and the figures that it rests on. */
import { memo, Suspense } from 'react'
import { BaselinePanel } from '@/components/compare/baseline-panel'
import { RunCharts } from '@/components/charts/run-charts'
import { HeatPanel } from '@/components/heat-map/heat-panel'
import { PublishedPanel } from '@/components/run/published/published-panel'
import { StrategiesPanel } from '@/components/run/strategies-panel'
import { Panel } from '@/components/ui/panel'
import { isLive } from '@/components/data/queries'
import { AllMetricWords } from '@/components/words/all-metric-words'
import { WhatWeFound } from './what-we-found'
import type { TabInput } from './run-tabs'
import ui from '@/components/ui/ui.module.css'

/** Not drawn again with every change of the address. */
export const OverviewTab = memo(function OverviewTab({ report, looks }: TabInput) {
  if (report.trials.length === 0 && !isLive(report.status)) return <NothingMeasured />
  return (
    <>
      <StrategiesPanel report={report} looks={looks} />
      <WhatWeFound report={report} looks={looks} />
      <PublishedPanel report={report} looks={looks} />
      <BaselinePanel report={report} />
      <HeatPanel report={report} looks={looks} />
      {/* Comes to life after what stands above it, so that a click on a cell need not wait for the charts. */}
      <Suspense>
        <RunCharts report={report} looks={looks} />
        <AllMetricWords />
      </Suspense>
    </>
  )
})

/** Twelve empty frames would say no more. */
function NothingMeasured() {
  return (
    <Panel title="Nothing was measured">
      <p className={ui.secondary}>
        No trial of this run ended, so it has no figures.{' '}
        <span data-needs="editor">
          “Change and run” opens the form with its spec, “Run again” begins a new run with it as it is.
        </span>
      </p>
    </Panel>
  )
}
