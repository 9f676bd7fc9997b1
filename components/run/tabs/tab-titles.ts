/** What the parts of a run are called, and what can be told of each before it is opened. */
import { count } from '@/components/format/figures'
import { countReceipts } from '@/lib/core/fault/receipt-verdict'
import { reviewNote } from '@/components/review/review-note'
import type { Review } from '@/lib/core/review/review'
import type { RunTab } from '@/lib/core/runs/run-tabs'
import type { RunReport } from '@/lib/core/summary/report'

export interface TabTitle {
  title: string
  /** Null = nothing to tell. */
  note: string | null
  tone: 'good' | 'bad' | 'unsure' | 'calm'
}

export function tabTitles(
  report: Pick<RunReport, 'trials' | 'findings' | 'verdicts'>,
  review?: Pick<Review, 'state' | 'openThreads'>,
): Record<RunTab, TabTitle> {
  return {
    overview: plain('Overview'),
    figures: plain('Figures'),
    timeline: plain('Timeline'),
    attempts: plain('Attempts'),
    receipts: receiptsTitle(report.trials),
    findings: findingsTitle(report.findings),
    thresholds: thresholdsTitle(report.verdicts),
    profile: profileTitle(report.trials),
    spec: plain('Spec'),
    review: { ...plain('Review'), ...reviewNote(review) },
  }
}

function plain(title: string): TabTitle {
  return { title, note: null, tone: 'calm' }
}

/** "34/36" of the receipts within tolerance. */
function receiptsTitle(trials: RunReport['trials']): TabTitle {
  const title = 'Receipts'
  const { within, beyond, all } = countReceipts(trials)
  if (all === 0) return plain(title)
  return {
    title,
    note: `${count(within)}/${count(all)}`,
    tone: beyond > 0 ? 'bad' : within < all ? 'unsure' : 'good',
  }
}

function findingsTitle(findings: RunReport['findings']): TabTitle {
  const title = 'Findings'
  if (findings.length === 0) return plain(title)
  const isGrave = findings.some(({ severity }) => severity === 'problem')
  return { title, note: count(findings.length), tone: isGrave ? 'bad' : 'unsure' }
}

/** "3/4": thresholds that hold, over all strategies. */
function thresholdsTitle(verdicts: RunReport['verdicts']): TabTitle {
  const title = 'Thresholds'
  const results = verdicts.flatMap(({ results }) => results)
  if (results.length === 0) return plain(title)
  const held = results.filter(({ verdict }) => verdict === 'pass').length
  const failed = results.some(({ verdict }) => verdict === 'fail')
  const tone = failed ? 'bad' : held < results.length ? 'unsure' : 'good'
  return { title, note: `${count(held)}/${count(results.length)}`, tone }
}

function profileTitle(trials: RunReport['trials']): TabTitle {
  const recorded = trials.filter(({ profiled }) => profiled === true).length
  return { title: 'Profile', note: recorded === 0 ? null : count(recorded), tone: 'calm' }
}
