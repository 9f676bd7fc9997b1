'use client'

/** Every figure in tables, and the strategies against each other. */
import { AgainstPanel } from '@/components/run/against-panel'
import { PointFigures } from '@/components/run/point-figures'
import { AllMetricWords } from '@/components/words/all-metric-words'
import type { TabInput } from './run-tabs'
import ui from '@/components/ui/ui.module.css'

export default function FiguresTab({ report, looks }: TabInput) {
  if (report.trials.length === 0)
    return <p className={ui.secondary}>No trial has ended yet: tables fill when the first one does.</p>
  return (
    <>
      <AgainstPanel report={report} looks={looks} />
      <PointFigures report={report} looks={looks} />
      <AllMetricWords />
    </>
  )
}
