/**
 * Measurement quality: may the figures of a trial be believed? Apart from status and verdict. A trial is suspect when
 * the harness itself was late, because then it measured itself.
 */

/** P99 of start lateness and of backoff timer error above this marks a trial. */
export const MAX_LATENESS_P99_MS = 20
/** One stall of the event loop above this marks a trial. */
export const MAX_STALL_MS = 100

export interface TrialQuality {
  quality: 'good' | 'suspect'
  /** One sentence each; empty when good. */
  reasons: string[]
}

export interface QualityEvidence {
  startLatenessP99Ms: number | null
  timerErrorP99Ms: number | null
  longestStallMs: number
  shed: number
  /** Set when a fault could not be given as asked. */
  faultProblems: readonly string[]
}

/** Judges a trial by the rule above. */
export function judgeQuality(evidence: QualityEvidence): TrialQuality {
  const reasons: string[] = []
  const late = (what: string, value: number | null) => {
    if (value !== null && value > MAX_LATENESS_P99_MS)
      reasons.push(`${what} were ${value.toFixed(1)} ms late at P99 (limit ${MAX_LATENESS_P99_MS} ms)`)
  }
  late('starts', evidence.startLatenessP99Ms)
  late('backoff ends of all strategies together', evidence.timerErrorP99Ms)
  if (evidence.longestStallMs > MAX_STALL_MS)
    reasons.push(
      `the event loop stood still for ${evidence.longestStallMs.toFixed(0)} ms (limit ${MAX_STALL_MS} ms)`,
    )
  if (evidence.shed > 0) reasons.push(`${evidence.shed} arrivals were shed at the in-flight limit`)
  reasons.push(...evidence.faultProblems)
  return { quality: reasons.length === 0 ? 'good' : 'suspect', reasons }
}
