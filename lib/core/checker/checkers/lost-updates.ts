/** Writes whose callers were told that they happened, and that the target does not have. */
import { found, UNKNOWN, type Checker } from '../checker'
import { effectsOf } from '../effects-of'

export const lostUpdates: Checker = {
  name: 'lost-updates',
  title: 'Lost updates',
  description: 'Operations that were acknowledged as written and stand nowhere in the target’s own history.',
  of: 'acknowledged operations',
  check(history) {
    if (!history.applied) return UNKNOWN
    const there = new Set(history.applied.map(({ operation }) => operation))
    const acknowledged = [...effectsOf(history)].flatMap(([operation, effect]) =>
      effect === 'ok' ? [operation] : [],
    )
    const lost = acknowledged.filter((operation) => !there.has(operation))
    return found(
      lost.map((operation) => `operation ${operation} was acknowledged and is not there`),
      acknowledged.length,
    )
  },
}
