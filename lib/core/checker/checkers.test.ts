import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import type { AppliedWrite } from './checker'
import { checkHistory } from './registry'

const put = (operation: number, changes: Partial<AttemptRecord> = {}): AttemptRecord => ({
  ...{
    arm: 0,
    operation,
    attempt: 1,
    kind: 'put',
    member: 0,
    outcome: 'ok',
    errorClass: 'none',
    loss: 'none',
  },
  ...{ intendedStartMs: 0, startMs: 0, endMs: 1, nominalDelayMs: 0, plannedDelayMs: 0, actualDelayMs: 0 },
  ...{ stop: 'succeeded', operationEndMs: 1 },
  ...changes,
})
const applied = (operation: number, attempt: number, revision: number): AppliedWrite => ({
  ...{ operation, attempt, revision, key: 0 },
})
const LOST = { outcome: 'info', errorClass: 'attempt-timeout', stop: 'retry' } as const

function verdicts(attempts: AttemptRecord[], writes: AppliedWrite[] | null, marksAttempts = true) {
  return Object.fromEntries(
    checkHistory({ attempts, applied: writes, marksAttempts }).map(({ checker, verdict, count }) => [
      checker,
      [verdict, count],
    ]),
  )
}

describe('checkers', () => {
  it('find nothing wrong where each operation was applied once', () => {
    expect(verdicts([put(0), put(1)], [applied(0, 1, 5), applied(1, 1, 6)])).toEqual({
      'duplicate-effects': ['valid', 0],
      'lost-updates': ['valid', 0],
      'false-failures': ['valid', 0],
    })
  })

  it('find an operation that was applied again after its answer was lost, once per effect too many', () => {
    const attempts = [put(0, LOST), put(0, { attempt: 2, ...LOST }), put(0, { attempt: 3 })]
    const writes = [applied(0, 1, 5), applied(0, 2, 6), applied(0, 3, 7)]
    expect(verdicts(attempts, writes)).toMatchObject({ 'duplicate-effects': ['invalid', 2] })
    expect(verdicts(attempts, [applied(0, 3, 7)])).toMatchObject({ 'duplicate-effects': ['valid', 0] })
  })

  it('find an acknowledged write that is not there; one in doubt may be missing', () => {
    expect(verdicts([put(0), put(1)], [applied(1, 1, 6)])).toMatchObject({ 'lost-updates': ['invalid', 1] })
    expect(verdicts([put(0, LOST), put(1)], [applied(1, 1, 6)])).toMatchObject({
      'lost-updates': ['valid', 0],
    })
  })

  it('find a failure that took effect, and not one in doubt that did', () => {
    const failed = { outcome: 'fail', errorClass: 'no-leader' } as const
    expect(verdicts([put(0, failed)], [applied(0, 1, 5)])).toMatchObject({ 'false-failures': ['invalid', 1] })
    expect(verdicts([put(0, LOST)], [applied(0, 1, 5)])).toMatchObject({ 'false-failures': ['valid', 0] })
  })

  it('cannot tell the attempts of a library apart', () => {
    const failed = put(0, { outcome: 'fail', errorClass: 'no-leader', stop: 'retry' })
    const attempts = [failed, put(0, { attempt: 2 })]
    expect(verdicts(attempts, [applied(0, 1, 5)], false)).toEqual({
      'duplicate-effects': ['valid', 0],
      'lost-updates': ['valid', 0],
      'false-failures': ['unknown', 0],
    })
  })

  it('know nothing where the target does not tell what it applied', () => {
    expect(verdicts([put(0)], null)).toMatchObject({ 'duplicate-effects': ['unknown', 0] })
  })

  it('turn a crash of one into unknown, with the reason', () => {
    const broken = {
      name: 'x',
      title: '',
      description: '',
      check: () => {
        throw new Error('a bug')
      },
    }
    expect(checkHistory({ attempts: [], applied: [], marksAttempts: true }, [broken])).toMatchObject([
      { checker: 'x', verdict: 'unknown', examples: ['the checker failed: a bug'] },
    ])
  })
})
