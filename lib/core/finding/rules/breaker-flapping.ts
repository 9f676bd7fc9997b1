/** A breaker that opens and closes again and again: each time it closes, callers run into the same failure. */
import { count, type FindingRule } from '../finding'

const MIN_OPENINGS = 4
const WITHIN_MS = 10_000

export const breakerFlapping: FindingRule = {
  name: 'breaker-flapping',
  title: 'The breaker flaps',
  description: `The breaker refused, let something succeed and refused again, ${MIN_OPENINGS} times within ${WITHIN_MS / 1000} s.`,
  remedy:
    'Let it stay open longer, ask for more successes before it closes, or judge by a failure rate over a window instead of failures in a row.',
  look({ attempts }) {
    const openingsMs: number[] = []
    let isOpen = false
    for (const { errorClass, outcome, startMs } of attempts) {
      if (errorClass === 'breaker-open') {
        if (!isOpen) openingsMs.push(startMs)
        isOpen = true
      } else if (outcome === 'ok') isOpen = false
    }
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
