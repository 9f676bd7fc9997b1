/** What a reader must know about a run that has ended before believing its figures. */
import { counted } from '@/components/format/figures'
import { Notice } from '@/components/ui/notice'
import type { RunReport } from '@/lib/core/summary/report'

export function EndNotice({ report }: { report: RunReport }) {
  const { status, trials, totalTrials } = report
  const rest = `${trials.length} of ${counted(totalTrials, 'trial')} ended before and are shown below.`
  if (status === 'failed')
    return (
      <Notice tone="bad" title="This run failed">
        {report.error ?? 'The worker gave no reason; its log has more.'} {rest}
      </Notice>
    )
  if (status === 'cancelled')
    return (
      <Notice tone="info" title="This run was cancelled">
        {rest}
      </Notice>
    )
  const suspect = trials.filter((trial) => trial.quality === 'suspect')
  if (suspect.length === 0) return null
  const reasons = [...new Set(suspect.flatMap((trial) => trial.qualityReasons))]
  return (
    <Notice tone="unsure" title={`${counted(suspect.length, 'trial')} of ${totalTrials} suspect`}>
      Read their figures with care: in these trials the harness may have measured itself, or a fault was not
      given as asked.
      <ul>
        {reasons.slice(0, 4).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {reasons.length > 4 ? <li>and {reasons.length - 4} more reasons, in the table of trials</li> : null}
      </ul>
    </Notice>
  )
}
