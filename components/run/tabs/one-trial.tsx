'use client'

/** Frame of the parts that show one trial at a time. */
import type { ReactNode } from 'react'
import { useChosenCell } from '@/components/heat-map/run-view-state'
import { Panel } from '@/components/ui/panel'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import { useChosenTrial } from './run-tab-state'
import { TrialChooser } from './trial-chooser'
import ui from '@/components/ui/ui.module.css'

export function OneTrial({
  title,
  note,
  report,
  children,
}: {
  title: string
  note: string
  report: RunReport
  children: (trial: TrialReport) => ReactNode
}) {
  const { cell } = useChosenCell(report)
  const { trial, choose } = useChosenTrial(report, cell?.pointIndex ?? null)
  return (
    <Panel title={title} note={note}>
      {trial === null ? (
        <p className={ui.secondary}>No trial has ended yet: this fills when the first one does.</p>
      ) : (
        <div className={ui.stack}>
          <TrialChooser report={report} trial={trial} onChoose={choose} />
          {children(trial)}
        </div>
      )}
    </Panel>
  )
}
