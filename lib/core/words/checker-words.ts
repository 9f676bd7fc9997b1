/** What the sign beside a checker's column tells: what it counts, and what to do when that is not 0. */
import type { checkers } from '../checker/registry'
import type { Checker } from '../checker/checker'
import type { MetricWords } from './metric-words'

const IDEMPOTENT = 'Any? Make writes idempotent, or do not retry what is in doubt.'
const TOLD_WRONGLY =
  'Any? Somebody was told of a failure that was none: count such answers as in doubt, and not as failed.'
const TARGET =
  'Any? No strategy can do that by retrying: look at the target, and at what its answers promise.'

const REMEDIES: Record<keyof typeof checkers, string> = {
  'duplicate-effects': IDEMPOTENT,
  'lost-updates': TARGET,
  'false-failures': TOLD_WRONGLY,
  'stale-reads': TARGET,
  'aborted-reads': TOLD_WRONGLY,
  'counter-drift': IDEMPOTENT,
  'set-elements': IDEMPOTENT,
  'transfer-total': TARGET,
  'balance-drift': IDEMPOTENT,
  'final-read': 'Any? The evidence contradicts itself: judge nothing by this trial, and run it again.',
}

export function checkerWords({ name, title, description, of }: Checker): MetricWords {
  const remedy = new Map<string, string>(Object.entries(REMEDIES)).get(name) ?? null
  return { title, formula: description, words: `A count out of all ${of}, not an estimate.`, remedy }
}
