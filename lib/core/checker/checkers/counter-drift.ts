/** Counters that do not stand at the number of their increments: one was counted twice, or not at all. */
import { MAX_EXAMPLES, UNKNOWN, type Checker } from '../checker'
import { beyond, plural, valueWords } from '../drift'
import { expectedWrites } from '../effects-of'

export const counterDrift: Checker = {
  name: 'counter-drift',
  title: 'Counter drift',
  description:
    'How far the counters’ final values lie outside of what was acknowledged; increments in doubt may or may not have counted.',
  of: 'acknowledged increments',
  only: ['counter'],
  check(history) {
    if (!history.finalKeys) return UNKNOWN
    const expected = expectedWrites(history)
    const values = new Map(history.finalKeys.map(({ key, version }) => [key, version]))
    let count = 0
    const examples: string[] = []
    for (const key of new Set([...expected.keys(), ...values.keys()])) {
      const { acknowledged, inDoubt } = expected.get(key) ?? { acknowledged: 0, inDoubt: 0 }
      const range = { low: acknowledged, high: acknowledged + inDoubt }
      const value = values.get(key) ?? 0
      const off = beyond(value, range)
      count += Math.abs(off)
      if (off !== 0)
        examples.push(
          `counter ${key} stands at ${value}: ${plural(acknowledged, 'increment')} acknowledged, ${inDoubt} in doubt, so ${valueWords(off)}`,
        )
    }
    const outOf = [...expected.values()].reduce((sum, { acknowledged }) => sum + acknowledged, 0)
    return {
      verdict: count === 0 ? 'valid' : 'invalid',
      ...{ count, outOf, examples: examples.slice(0, MAX_EXAMPLES) },
    }
  },
}
