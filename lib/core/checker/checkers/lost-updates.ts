/** Writes whose callers were told that they happened, and that the target does not have. */
import { isWrite } from '../../history/attempt'
import { found, UNKNOWN, type Checker } from '../checker'

export const lostUpdates: Checker = {
  name: 'lost-updates',
  title: 'Lost updates',
  description: 'Operations that were acknowledged as written and stand nowhere in the target’s own history.',
  check({ attempts, applied }) {
    if (!applied) return UNKNOWN
    const there = new Set(applied.map(({ operation }) => operation))
    const acknowledged = new Set(
      attempts
        .filter(({ kind, outcome }) => isWrite(kind) && outcome === 'ok')
        .map(({ operation }) => operation),
    )
    const lost = [...acknowledged].filter((operation) => !there.has(operation))
    return found(
      lost.map((operation) => `operation ${operation} was acknowledged and is not there`),
      acknowledged.size,
    )
  },
}
