/** Which checker counts what a threshold names. */
import { checkers } from '../checker/registry'
import type { Checker } from '../checker/checker'
import type { CountMetric } from './threshold'

const CHECKERS: Readonly<Record<CountMetric, keyof typeof checkers>> = {
  duplicateEffects: 'duplicate-effects',
  lostUpdates: 'lost-updates',
  falseFailures: 'false-failures',
  staleReads: 'stale-reads',
  abortedReads: 'aborted-reads',
  counterDrift: 'counter-drift',
  wrongElements: 'set-elements',
  wrongTotals: 'transfer-total',
  balanceDrift: 'balance-drift',
}

/** The checker behind a count. */
export function checkerOf(metric: CountMetric): Checker {
  return checkers[CHECKERS[metric]]
}
