import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import type { AppliedWrite } from './checker'
import { falseFailures } from './checkers/false-failures'
import { applied, checked, DOUBTFUL, FAILED, historyOf, LOST, tried } from './history-fixture'
import { checkHistory } from './registry'

function verdicts(attempts: AttemptRecord[], writes: AppliedWrite[] | null, marksAttempts = true) {
  const checks = checkHistory(historyOf(attempts, writes, { marksAttempts }))
  return Object.fromEntries(checks.map(({ checker, verdict, count }) => [checker, [verdict, count]]))
}

describe('checkers', () => {
  it('find nothing wrong where each operation was applied once', () => {
    expect(verdicts([tried(0), tried(1)], [applied(0, 1, 5), applied(1, 1, 6)])).toEqual({
      'duplicate-effects': ['valid', 0],
      'lost-updates': ['valid', 0],
      'false-failures': ['valid', 0],
      'stale-reads': ['valid', 0],
      'aborted-reads': ['valid', 0],
      'final-read': ['valid', 0],
    })
  })

  it('find an operation that was applied again after its answer was lost, once per effect too many', () => {
    const attempts = [tried(0, LOST), tried(0, { attempt: 2, ...LOST }), tried(0, { attempt: 3 })]
    const writes = [applied(0, 1, 5), applied(0, 2, 6), applied(0, 3, 7)]
    expect(verdicts(attempts, writes)).toMatchObject({ 'duplicate-effects': ['invalid', 2] })
    expect(verdicts(attempts, [applied(0, 3, 7)])).toMatchObject({ 'duplicate-effects': ['valid', 0] })
  })

  it('take two keys that were written in one transaction for one effect', () => {
    const writes = [applied(0, 1, 5, 2), applied(0, 1, 5, 7)]
    expect(verdicts([tried(0)], writes)).toMatchObject({ 'duplicate-effects': ['valid', 0] })
    const again = [...writes, applied(0, 2, 6, 2), applied(0, 2, 6, 7)]
    expect(verdicts([tried(0)], again)).toMatchObject({ 'duplicate-effects': ['invalid', 1] })
  })

  it('find an acknowledged write that is not there; one in doubt may be missing', () => {
    expect(verdicts([tried(0), tried(1)], [applied(1, 1, 6)])).toMatchObject({
      'lost-updates': ['invalid', 1],
    })
    expect(verdicts([tried(0, DOUBTFUL), tried(1)], [applied(1, 1, 6)])).toMatchObject({
      'lost-updates': ['valid', 0],
    })
  })

  it('count as acknowledged what a read of the operation’s id has found', () => {
    const found = [tried(0, { kind: 'txn', ...LOST }), tried(0, { attempt: 2, kind: 'check' })]
    expect(verdicts(found, [])).toMatchObject({ 'lost-updates': ['invalid', 1] })
    const notFound = [tried(0, { kind: 'txn', ...LOST }), tried(0, { attempt: 2, kind: 'check', ...FAILED })]
    expect(verdicts(notFound, [])).toMatchObject({ 'lost-updates': ['valid', 0] })
  })

  it('find a failure that took effect, and not one in doubt that did', () => {
    expect(verdicts([tried(0, FAILED)], [applied(0, 1, 5)])).toMatchObject({
      'false-failures': ['invalid', 1],
    })
    expect(verdicts([tried(0, DOUBTFUL)], [applied(0, 1, 5)])).toMatchObject({
      'false-failures': ['valid', 0],
    })
  })

  it('do not call what they look through “failed attempts”: a time-out is one, and in doubt', () => {
    const checks = checkHistory(historyOf([tried(0, DOUBTFUL)], [], { marksAttempts: true }))
    expect(checks.find(({ checker }) => checker === falseFailures.name)).toMatchObject({ outOf: 0 })
    expect(falseFailures.of).toBe('attempts said not to have happened')
  })

  it('cannot tell the attempts of a library apart', () => {
    const attempts = [tried(0, { ...FAILED, stop: 'retry' }), tried(0, { attempt: 2 })]
    expect(verdicts(attempts, [applied(0, 1, 5)], false)).toEqual({
      'duplicate-effects': ['valid', 0],
      'lost-updates': ['valid', 0],
      'false-failures': ['unknown', 0],
      'stale-reads': ['unknown', 0],
      'aborted-reads': ['unknown', 0],
      'final-read': ['valid', 0],
    })
  })

  it('know nothing where the target does not tell what it applied', () => {
    expect(verdicts([tried(0)], null)).toMatchObject({
      'duplicate-effects': ['unknown', 0],
      'aborted-reads': ['unknown', 0],
      'final-read': ['unknown', 0],
    })
  })

  it('turn a crash of one into unknown, with the reason', () => {
    const broken = {
      name: 'x',
      title: '',
      description: '',
      of: '',
      check: () => {
        throw new Error('a bug')
      },
    }
    expect(checkHistory(historyOf([], []), [broken])).toMatchObject([
      { checker: 'x', verdict: 'unknown', examples: ['the checker failed: a bug'] },
    ])
  })
})

describe('a last read', () => {
  const attempts = [tried(0), tried(1)]
  const writes = [applied(0, 1, 5), applied(1, 1, 6)]

  it.each([
    ['another last change', [{ key: 0, revision: 7, version: 2 }], 1],
    ['a change more', [{ key: 0, revision: 6, version: 3 }], 1],
    ['no such key', [], 1],
    [
      'a key that nobody wrote',
      [
        { key: 0, revision: 6, version: 2 },
        { key: 4, revision: 3, version: 1 },
      ],
      1,
    ],
  ])('that finds %s contradicts the history, and nothing else is judged', (_, finalKeys, count) => {
    const checks = checked(historyOf(attempts, writes, { finalKeys }))
    expect(checks['final-read']).toMatchObject({ verdict: 'invalid', count })
    expect(checks['duplicate-effects']).toMatchObject({ verdict: 'unknown', count: 0 })
    expect(checks['lost-updates']?.examples).toEqual([
      expect.stringMatching(/^the evidence contradicts itself: key/),
    ])
  })

  it('that finds what the history ends with is valid', () => {
    const finalKeys = [{ key: 0, revision: 6, version: 2 }]
    expect(checked(historyOf(attempts, writes, { finalKeys }))['final-read']).toMatchObject({
      verdict: 'valid',
      outOf: 1,
    })
  })
})
