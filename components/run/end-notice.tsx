/** What a reader must know about a run that has ended before believing its figures. */
import { counted } from '@/components/format/figures'
import { Notice } from '@/components/ui/notice'
import type { RunReport } from '@/lib/core/summary/report'
import { commonReasons } from './common-reasons'

export function EndNotice({ report }: { report: RunReport }) {
  const { status, trials, totalTrials } = report
  const rest = <Rest trials={trials.length} of={totalTrials} />
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
  return (
    <Notice
      tone="unsure"
      title={`${suspect.length} of ${counted(totalTrials, 'trial')} suspect: read their figures with care`}
    >
      The harness may have measured itself there, or a fault was not given as asked:{' '}
      {commonReasons(suspect).join('; ')}.
    </Notice>
  )
}

/** What was measured before the end; whoever may have the rest measured is told how. */
function Rest({ trials, of }: { trials: number; of: number }) {
  if (trials === 0)
    return (
      <>
        No trial ended before that<span data-needs="editor">; “Resume” measures them</span>.
      </>
    )
  return (
    <>
      {trials} of {counted(of, 'trial')} ended before and are shown below
      {trials < of ? <span data-needs="editor">; “Resume” measures the others</span> : null}.
    </>
  )
}
