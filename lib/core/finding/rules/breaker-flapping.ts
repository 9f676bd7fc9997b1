/** A breaker that opens and closes again and again: each time it closes, callers run into the same failure. */
import { BREAKER_STATES } from '../../history/series'
import { count } from '../../words/counts'
import type { ArmHistory, FindingRule } from '../finding'

const MIN_OPENINGS = 4
const WITHIN_MS = 10_000

export const breakerFlapping: FindingRule = {
  name: 'breaker-flapping',
  title: 'The breaker flaps',
  description: `The breaker opened after it had been closed, ${MIN_OPENINGS} times within ${WITHIN_MS / 1000} s, as it tells itself; of one that tells nothing: it refused, let something succeed and refused again.`,
  remedy:
    'Let it stay open longer, ask for more successes before it closes, or judge by a failure rate over a window instead of failures in a row.',
  look({ attempts, breaker }) {
    const openingsMs = breaker ? toldOpenings(breaker) : seenOpenings(attempts)
    const counts = openingsMs.map(
      (fromMs) => openingsMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + WITHIN_MS).length,
    )
    const most = Math.max(0, ...counts)
    if (most < MIN_OPENINGS) return null
    return {
      severity: 'caution',
      evidence: `it opened ${count(most)} times within ${WITHIN_MS / 1000} s, and ${count(openingsMs.length)} times in all`,
      measure: most,
      atMs: openingsMs[counts.indexOf(most)] ?? null,
    }
  },
}

/** From closed to open; a probe that fails while it is half-open is no flapping, but an outage that goes on. */
function toldOpenings(breaker: NonNullable<ArmHistory['breaker']>): number[] {
  const openingsMs: number[] = []
  let wasClosed = true
  for (const [atMs, state] of breaker) {
    const name = state === null ? null : BREAKER_STATES[state]
    if (name === 'open' && wasClosed) openingsMs.push(atMs)
    if (name !== 'half-open') wasClosed = name === 'closed'
  }
  return openingsMs
}

function seenOpenings(attempts: ArmHistory['attempts']): number[] {
  const openingsMs: number[] = []
  let isOpen = false
  for (const { errorClass, outcome, startMs } of attempts) {
    if (errorClass === 'breaker-open') {
      if (!isOpen) openingsMs.push(startMs)
      isOpen = true
    } else if (outcome === 'ok') isOpen = false
  }
  return openingsMs
}
