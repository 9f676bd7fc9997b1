/** Timers, calls and handles that stayed for callers that had gone, by the code that created them. */
import { count, counted } from '../../words/counts'
import type { FindingRule } from '../finding'

/** Fewer than these may be a race at an operation's end; fewer handles may be kept for all operations, one per member. */
const LEAST = 5

export const abandonedWork: FindingRule = {
  name: 'abandoned-work',
  title: 'Timers, calls and handles left for nobody',
  description: `Timers and calls were still pending 100 ms and more after the caller of their operation had its answer or had left, at least ${LEAST} at once; or at least ${LEAST} handles (sockets, files, programs) that operations had opened were still open after everything had ended. Only a trial recorded with a profile shows it; its flame graphs "for callers that had gone" and "left at the end" have the stacks.`,
  remedy:
    'Look at the place that is named: cancel its timer and its call, and close its handle, when the caller’s deadline or signal says so.',
  look({ abandoned }) {
    if (!abandoned) return null
    const { timers, calls, left, places, atPlaces, handles, handlePlaces, atMs } = abandoned
    const pending = timers + calls
    const words: string[] = []
    if (pending >= LEAST) {
      words.push(
        `${counted(timers, 'timer')} and ${counted(calls, 'call')} were pending at once for callers that had gone`,
      )
      if (places.length > 0) words.push(`${count(atPlaces)} of them created at ${places.join(' ← ')}`)
      if (left > 0)
        words.push(`${count(left)} ${left === 1 ? 'was' : 'were'} there after everything had ended`)
    }
    if (handles >= LEAST) {
      const by = handlePlaces.length > 0 ? `, most at ${handlePlaces.join(' ← ')}` : ''
      words.push(
        `${count(handles)} handles that operations had opened were open after everything had ended${by}`,
      )
    }
    if (words.length === 0) return null
    return {
      severity: 'problem',
      evidence: words.join('; '),
      measure: (pending >= LEAST ? pending : 0) + (handles >= LEAST ? handles : 0),
      atMs: pending >= LEAST ? atMs : null,
    }
  },
}
