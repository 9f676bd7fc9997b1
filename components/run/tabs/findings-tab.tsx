'use client'

/** What the rules have found, with evidence and remedy. */
import { FindingsPanel } from '@/components/run/findings-panel'
import type { TabInput } from './run-tabs'
import ui from '@/components/ui/ui.module.css'

export default function FindingsTab({ report, looks }: TabInput) {
  if (report.trials.length === 0)
    return <p className={ui.secondary}>Rules look at trials that have ended: there is none yet.</p>
  return <FindingsPanel report={report} looks={looks} />
}
