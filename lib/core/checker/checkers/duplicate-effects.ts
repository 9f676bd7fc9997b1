/** Operations that were applied more than once: what a plain retry of a write whose answer was lost does. */
import { found, UNKNOWN, type Checker } from '../checker'

export const duplicateEffects: Checker = {
  name: 'duplicate-effects',
  title: 'Duplicate effects',
  description: 'Writes of one operation that took effect more than once, by the target’s own history.',
  of: 'operations that took effect',
  check({ applied }) {
    if (!applied) return UNKNOWN
    const times = new Map<number, number>()
    let before: number | null = null
    for (const { operation, revision } of applied) {
      // What is written in one transaction has one revision, and is one effect.
      if (revision !== before) times.set(operation, (times.get(operation) ?? 0) + 1)
      before = revision
    }
    const cases: string[] = []
    for (const [operation, number] of times)
      // Each effect beyond the first is one too many.
      for (let effect = 1; effect < number; effect++)
        cases.push(`operation ${operation} took effect ${number} times`)
    return found(cases, times.size)
  },
}
