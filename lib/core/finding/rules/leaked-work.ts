/** Work that went on after its caller had left: attempts that began then, and attempts that were never told to end. */
import type { AttemptRecord } from '../../history/attempt'
import { ABANDONED_AFTER_MS } from '../../profile/profile'
import { counted } from '../../words/counts'
import type { FindingRule } from '../finding'
import { largest } from '../operations'

/** Fewer operations than these may be a race at the deadline, or a stall. */
const MIN_NOT_ENDED = 5

export const leakedWork: FindingRule = {
  name: 'leaked-work',
  title: 'Work goes on after cancellation',
  description: `Attempts began after their caller had left, or those of at least ${MIN_NOT_ENDED} operations that were under way then went on for more than ${ABANDONED_AFTER_MS} ms. What is pending without any attempt, only a trial recorded with a profile shows.`,
  remedy:
    'Pass the caller’s deadline or signal down into every wait and every attempt, and check it before each wait.',
  look({ attempts }) {
    const begun = attempts.filter(({ stop }) => stop === 'after-end')
    const goingOn = attempts.filter(goesOn)
    const notEnded = operationsOf(goingOn) >= MIN_NOT_ENDED ? goingOn : []
    const leaked = [...begun, ...notEnded]
    if (leaked.length === 0) return null
    const latest = largest(
      leaked.map(({ endMs, operationEndMs }) => endMs - operationEndMs),
      0,
    )
    const words = [
      ...(begun.length > 0
        ? [
            `${counted(begun.length, 'attempt')} of ${counted(operationsOf(begun), 'operation')} began after the caller had left`,
          ]
        : []),
      ...(notEnded.length > 0
        ? [
            `${counted(notEnded.length, 'attempt')} that were under way then went on for more than ${ABANDONED_AFTER_MS} ms`,
          ]
        : []),
    ]
    return {
      severity: 'problem',
      evidence: `${words.join('; ')}; the last ended ${(latest / 1000).toFixed(1)} s later`,
      measure: leaked.length,
      atMs: Math.min(...[begun, notEnded].flatMap(([first]) => first?.startMs ?? [])),
    }
  },
}

/** It was under way when its caller left, and was not ended with that. */
function goesOn({ stop, endMs, operationEndMs }: AttemptRecord): boolean {
  return stop === 'deadline' && endMs > operationEndMs + ABANDONED_AFTER_MS
}

function operationsOf(attempts: readonly AttemptRecord[]): number {
  return new Set(attempts.map(({ operation }) => operation)).size
}
