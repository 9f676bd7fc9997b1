/** What a caller may rely on of each operation that was to change something: that it happened, that it did not, or neither. */
import { isWrite, type AttemptRecord, type Outcome } from '../history/attempt'
import type { CheckedHistory } from './checker'

/**
 * ok: somebody was told that it happened. fail: all its attempts certainly did nothing. info: nobody knows; it may have
 * happened, and a checker blames nobody for either.
 */
export function effectsOf({
  attempts,
  asked,
}: Pick<CheckedHistory, 'attempts' | 'asked'>): Map<number, Outcome> {
  const effects = new Map<number, Outcome>()
  for (const attempt of attempts) {
    const { operation } = attempt
    const before = effects.get(operation)
    if (before === undefined && asked(operation).kind !== 'put') continue
    effects.set(operation, strongest(before ?? 'fail', effectOf(attempt)))
  }
  return effects
}

function effectOf({ kind, outcome, stop }: AttemptRecord): Outcome {
  // Also by a read that found it: a `check` that ends its operation.
  if (stop === 'succeeded' || stop === 'job-done') return 'ok'
  return isWrite(kind) ? outcome : 'fail'
}

function strongest(one: Outcome, other: Outcome): Outcome {
  for (const outcome of ['ok', 'info'] as const) if (one === outcome || other === outcome) return outcome
  return 'fail'
}

/** Of each key: how many operations have certainly written it, and how many more may have. */
export function expectedWrites(history: Pick<CheckedHistory, 'attempts' | 'asked'>): Map<number, Expected> {
  const expected = new Map<number, Expected>()
  for (const [operation, effect] of effectsOf(history)) {
    const { key, also } = history.asked(operation)
    for (const written of also === undefined ? [key] : [key, also]) {
      const sums = expected.get(written) ?? { acknowledged: 0, inDoubt: 0 }
      if (effect === 'ok') sums.acknowledged += 1
      if (effect === 'info') sums.inDoubt += 1
      expected.set(written, sums)
    }
  }
  return expected
}

export interface Expected {
  acknowledged: number
  inDoubt: number
}
