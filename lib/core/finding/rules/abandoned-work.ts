/** Timers and calls that were pending for callers that had gone, by the code that created them. */
import { count, type FindingRule } from '../finding'

/** Fewer than these may be a race at an operation's end. */
const LEAST = 5

export const abandonedWork: FindingRule = {
  name: 'abandoned-work',
  title: 'Timers and calls pending for nobody',
  description: `Timers and calls were still pending 100 ms and more after the caller of their operation had its answer or had left, at least ${LEAST} at once. Only a trial recorded with a profile shows it; its flame graph "for callers that had gone" has the stacks.`,
  remedy:
    'Look at the place that is named: cancel its timer and its call when the caller’s deadline or signal says so.',
  look({ abandoned }) {
    if (!abandoned) return null
    const { timers, calls, left, places, atPlaces, atMs } = abandoned
    const pending = timers + calls
    if (pending < LEAST) return null
    const by = places.length > 0 ? `; ${count(atPlaces)} of them created at ${places.join(' ← ')}` : ''
    const after = left > 0 ? `; ${count(left)} were there after everything had ended` : ''
    return {
      severity: 'problem',
      evidence: `${count(timers)} timers and ${count(calls)} calls were pending at once for callers that had gone${by}${after}`,
      measure: pending,
      atMs,
    }
  },
}
