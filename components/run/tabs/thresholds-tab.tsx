'use client'

/** What was asked of the strategies, and on what grounds each of them keeps it or not. */
import { ThresholdList } from '@/components/run/thresholds'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { isLive } from '@/components/data/queries'
import type { TabInput } from './run-tabs'
import ui from '@/components/ui/ui.module.css'

export default function ThresholdsTab({ report, looks }: TabInput) {
  return (
    <Panel
      title="Thresholds"
      explain={<Explain of="threshold" />}
      note="judged by the whole interval: it holds when both ends reach the limit"
    >
      {report.verdicts.length > 0 ? (
        <ThresholdList verdicts={report.verdicts} looks={looks} />
      ) : (
        <p className={ui.secondary}>{noVerdict(report)}</p>
      )}
    </Panel>
  )
}

function noVerdict({ spec, status }: TabInput['report']): string {
  if (spec.thresholds.length === 0)
    return 'This experiment asks for nothing. Add a threshold to it, such as successRate >= 0.99, and every run of it passes or fails.'
  return isLive(status)
    ? `${spec.thresholds.map(({ expression }) => expression).join(', ')}: judged when the run has ended.`
    : 'The run did not complete: it has not shown what the thresholds ask for.'
}
