/** Operations that were applied more than once: what a plain retry of a write whose answer was lost does. */
import { found, UNKNOWN, type Checker } from '../checker'

export const duplicateEffects: Checker = {
  name: 'duplicate-effects',
  title: 'Duplicate effects',
  description: 'Writes of one operation that took effect more than once, by the target’s own history.',
  check({ applied }) {
    if (!applied) return UNKNOWN
    const times = new Map<number, number>()
    for (const { operation } of applied) times.set(operation, (times.get(operation) ?? 0) + 1)
    const cases = [...times].flatMap(([operation, number]) =>
      // Each effect beyond the first is one too many.
      Array.from({ length: number - 1 }, () => `operation ${operation} took effect ${number} times`),
    )
    return found(cases, times.size)
  },
}
