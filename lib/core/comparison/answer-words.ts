/** What a run shows of its strategies, in sentences: who succeeded most often, by how much, and at what price. */
import type { Estimate } from '../summary/interval'
import { counted } from '../words/counts'
import type { ArmComparison } from './compare-arms'
import { COMPARED_METRICS } from './compare-runs'

/** Another strategy minus the best one. */
export interface AgainstBest extends ArmComparison {
  label: string
}

export interface AnswerInput {
  /** The strategy that stands first, by the mean success rate. */
  best: { label: string; amplification: Estimate | null; duplicates: number }
  others: readonly AgainstBest[]
  /** Writes a difference of shares with its interval, "5.98 points [4.10 to 7.86]". */
  writePoints(difference: Estimate): string
  /** Writes a figure with its interval, "1.53× (1.50–1.56×)". */
  writeTimes(amplification: Estimate): string
}

/**
 * A few sentences. One strategy is said to do better than another only where the interval of their paired difference lies on one side
 * of 0; what is undecided is called so.
 */
export function answerWords({ best, others, writePoints, writeTimes }: AnswerInput): string[] {
  const judged = (verdict: ArmComparison['verdict']) => others.filter((other) => other.verdict === verdict)
  const worse = judged('worse').map(({ label, difference }) =>
    withSize(label, difference && turned(difference)),
  )
  const better = judged('better').map(({ label, difference }) => withSize(label, difference))
  const labelsOf = (verdict: ArmComparison['verdict']) => listed(judged(verdict).map(({ label }) => label))
  const [alike, open] = [labelsOf('same'), labelsOf('inconclusive')]
  const price = [
    ...(best.amplification
      ? [`${writeTimes(best.amplification)} the requests of callers that never retry`]
      : []),
    ...(best.duplicates > 0 ? [counted(best.duplicates, 'duplicate write')] : []),
  ]
  return [
    worse.length > 0
      ? `${best.label} succeeded more often than ${listed(worse)}.`
      : `${best.label} stands first, but none of the others is shown to succeed less often.`,
    ...(price.length > 0 ? [`Its price: ${price.join(', and ')}.`] : []),
    ...(better.length > 0 ? [`Second by second ${listed(better)} did better still.`] : []),
    ...(alike ? [`Within ${SAME_POINTS} of it: ${alike}.`] : []),
    ...(open ? [`Undecided against ${open}: longer trials or more repetitions would tell.`] : []),
  ]

  function withSize(label: string, difference: Estimate | null): string {
    return difference ? `${label} (by ${writePoints(difference)})` : label
  }
}

/** What "no difference shown" means of success rates. */
const SAME_POINTS = counted(COMPARED_METRICS.successRate.margin() * 100, 'point')

function turned({ value, low, high }: Estimate): Estimate {
  return { value: -value, low: -high, high: -low }
}

/** "a", "a and b", "a, b and c". */
function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}
