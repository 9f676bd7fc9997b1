/** Beside what somebody relies on a run by: why its figures may not be relied on. */
import { counted } from '@/components/format/figures'
import { countReceipts } from '@/lib/core/fault/receipt-verdict'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import styles from './review.module.css'

export interface Measured {
  quality: RunReport['quality']
  trials: readonly Pick<TrialReport, 'quality' | 'receipt'>[]
}

/** "the measurement is suspect (2 of 12 trials), receipts of 3 trials are beyond tolerance"; null where nothing speaks against it. */
export function cautionWords({ quality, trials }: Measured): string | null {
  const suspect = trials.filter((trial) => trial.quality === 'suspect').length
  const { beyond } = countReceipts(trials)
  const words = [
    ...(quality === 'suspect'
      ? [`the measurement is suspect (${suspect} of ${counted(trials.length, 'trial')})`]
      : []),
    ...(beyond > 0 ? [`receipts of ${counted(beyond, 'trial')} are out of tolerance`] : []),
  ]
  return words.length === 0 ? null : words.join(', ')
}

export function Caution({ of }: { of: Measured }) {
  const words = cautionWords(of)
  return words === null ? null : (
    <p className={styles.caution}>
      <span aria-hidden="true">!</span> Mind that {words}.
    </p>
  )
}
