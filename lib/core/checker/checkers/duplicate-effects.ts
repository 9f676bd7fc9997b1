/** Operations that were applied more than once: what a plain retry of a write whose answer was lost does. */
import { found, UNKNOWN, type Checker } from '../checker'

export const duplicateEffects: Checker = {
  name: 'duplicate-effects',
  title: 'Duplicate effects',
  description: 'Writes of one operation that took effect more than once, by the target’s own history.',
  of: 'operations that took effect',
  check({ applied }) {
    if (!applied) return UNKNOWN
    // What is written in one transaction has one revision, and is one effect.
    const effects = new Map<number, Set<number>>()
    for (const { operation, revision } of applied) {
      const revisions = effects.get(operation) ?? new Set()
      effects.set(operation, revisions.add(revision))
    }
    const cases = [...effects].flatMap(([operation, { size }]) =>
      // Each effect beyond the first is one too many.
      Array.from({ length: size - 1 }, () => `operation ${operation} took effect ${size} times`),
    )
    return found(cases, effects.size)
  },
}
