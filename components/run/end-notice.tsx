'use client'

/** What a reader must know about a run that has ended before believing its figures: how it ended, and whether what it measured can be trusted. */
import { count, counted } from '@/components/format/figures'
import { Notice } from '@/components/ui/notice'
import type { RunReport } from '@/lib/core/summary/report'
import { commonReasons } from './common-reasons'
import { useRunTab } from './tabs/run-tab-state'
import ui from '@/components/ui/ui.module.css'

type Ended = Pick<RunReport, 'status' | 'trials' | 'totalTrials' | 'error'>

export function EndNotice({ report }: { report: Ended }) {
  return (
    <>
      <CutShort report={report} />
      <SuspectTrials trials={report.trials} />
    </>
  )
}

/** A run that did not come to its end. */
function CutShort({ report: { status, trials, totalTrials, error } }: { report: Ended }) {
  const rest = <Rest trials={trials.length} of={totalTrials} />
  if (status === 'failed')
    return (
      <Notice tone="bad" title="This run failed">
        {error ?? 'The worker gave no reason; its log has more.'} {rest}
      </Notice>
    )
  if (status !== 'cancelled') return null
  return (
    <Notice tone="info" title="This run was cancelled">
      {rest}
    </Notice>
  )
}

/** Reasons shown before the rest is only counted; the table of trials has all of them. */
const SHOWN = 3

function SuspectTrials({ trials }: Pick<Ended, 'trials'>) {
  const suspect = trials.filter((trial) => trial.quality === 'suspect')
  if (suspect.length === 0) return null
  const reasons = commonReasons(suspect)
  return (
    <Notice
      tone="unsure"
      title={`${count(suspect.length)} of ${counted(trials.length, 'trial')} suspect: read ${suspect.length === 1 ? 'its' : 'their'} figures with care`}
    >
      The harness may have measured itself there, or a fault was not given as asked:{' '}
      {reasons.slice(0, SHOWN).join('; ')}.
      {reasons.length > SHOWN ? <MoreReasons more={reasons.length - SHOWN} /> : null}
    </Notice>
  )
}

function MoreReasons({ more }: { more: number }) {
  const [, setTab] = useRunTab()
  return (
    <button type="button" className={ui.textButton} onClick={() => void setTab('receipts')}>
      {counted(more, 'more reason')} in Receipts
    </button>
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
      {count(trials)} of {counted(of, 'trial')} ended before and {trials === 1 ? 'is' : 'are'} shown below
      {trials < of ? <span data-needs="editor">; “Resume” measures the others</span> : null}.
    </>
  )
}
