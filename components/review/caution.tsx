/** Beside what somebody relies on a run by: why its figures may not be relied on. */
import { count, counted } from '@/components/format/figures'
import { countReceipts } from '@/lib/core/fault/receipt-verdict'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import type { ThresholdResult } from '@/lib/core/summary/verdict'
import styles from './review.module.css'

export interface Measured {
  quality: RunReport['quality']
  trials: readonly Pick<TrialReport, 'quality' | 'receipt'>[]
}

/** "the measurement is suspect (2 of 12 trials), receipts of 3 trials are out of tolerance"; null where nothing speaks against it. */
export function cautionWords({ quality, trials }: Measured): string | null {
  const suspect = trials.filter((trial) => trial.quality === 'suspect').length
  const { beyond } = countReceipts(trials)
  const words = [
    ...(quality === 'suspect'
      ? [`the measurement is suspect (${count(suspect)} of ${counted(trials.length, 'trial')})`]
      : []),
    ...(beyond > 0 ? [`receipts of ${counted(beyond, 'trial')} are out of tolerance`] : []),
  ]
  return words.length === 0 ? null : words.join(', ')
}

/** What else speaks against a run that others are to be held against. */
export interface Held extends Measured {
  status: RunReport['status']
  totalTrials: number
  verdicts: RunReport['verdicts']
}

/** "1 of 4 thresholds is missed, the run is not complete (3 of 8 trials), the measurement is suspect (…)"; null where nothing speaks against it. */
export function baselineCautionWords(run: Held): string | null {
  const { status, trials, totalTrials, verdicts } = run
  const results = verdicts.flatMap((verdict) => verdict.results)
  const said = (verdict: ThresholdResult['verdict'], words: string) => {
    const so = results.filter((result) => result.verdict === verdict).length
    const of = counted(results.length, 'threshold')
    return so === 0 ? [] : [`${count(so)} of ${of} ${so === 1 ? 'is' : 'are'} ${words}`]
  }
  const words = [
    ...said('fail', 'missed'),
    ...said('inconclusive', 'inconclusive'),
    ...(status === 'completed'
      ? []
      : [`the run is not complete (${count(trials.length)} of ${counted(totalTrials, 'trial')})`]),
    ...[cautionWords(run) ?? []].flat(),
  ]
  return words.length === 0 ? null : words.join(', ')
}

/** @param words null = nothing to mind */
export function Caution({ words }: { words: string | null }) {
  return words === null ? null : (
    <p className={styles.caution}>
      <span aria-hidden="true">!</span> Mind that {words}.
    </p>
  )
}
