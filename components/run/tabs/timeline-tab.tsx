'use client'

/** One trial over time: its course around faults and changes of leader, its operations, and what went on meanwhile. */
import { TrialTimeline } from '@/components/timeline/trial-timeline'
import { OneTrial } from './one-trial'
import type { TabInput } from './run-tabs'

export default function TimelineTab({ report }: TabInput) {
  return (
    <OneTrial title="Timeline" note="time from the begin of the fault window" report={report}>
      {(trial) => <TrialTimeline key={trial.index} trial={trial} report={report} />}
    </OneTrial>
  )
}
