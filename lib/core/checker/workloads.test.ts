import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import type { AppliedWrite, CheckedHistory } from './checker'
import { applied, checked, DOUBTFUL, FAILED, historyOf, LOST, tried } from './history-fixture'

describe('counters', () => {
  const drift = (attempts: AttemptRecord[], writes: AppliedWrite[]) =>
    checked(historyOf(attempts, writes, { workload: 'counter' }))['counter-drift']

  it('drift up by an increment that counted twice', () => {
    const attempts = [tried(0, LOST), tried(0, { attempt: 2 }), tried(1)]
    const check = drift(attempts, [applied(0, 1, 5), applied(0, 2, 6), applied(1, 1, 7)])
    expect(check).toMatchObject({ verdict: 'invalid', count: 1, outOf: 2 })
    expect(check?.examples).toEqual([
      'counter 0 stands at 3: 2 increments acknowledged, 0 in doubt, so 1 too many',
    ])
  })

  it('drift down by an acknowledged one that is missing', () => {
    expect(drift([tried(0), tried(1)], [applied(0, 1, 5)])).toMatchObject({ verdict: 'invalid', count: 1 })
  })

  it('drift by one that was reported as failed', () => {
    expect(drift([tried(0, FAILED)], [applied(0, 1, 5)])).toMatchObject({ verdict: 'invalid', count: 1 })
  })

  it('do not drift by one in doubt, whether it counted or not; but by its second time', () => {
    const attempts = [tried(0), tried(1, LOST), tried(1, { attempt: 2, ...DOUBTFUL })]
    expect(drift(attempts, [applied(0, 1, 5)])).toMatchObject({ verdict: 'valid', count: 0, outOf: 1 })
    const once = [applied(0, 1, 5), applied(1, 1, 6)]
    expect(drift(attempts, once)).toMatchObject({ verdict: 'valid', count: 0 })
    expect(drift(attempts, [...once, applied(1, 2, 7)])).toMatchObject({ verdict: 'invalid', count: 1 })
  })

  it('are not judged without a last read, nor in another workload', () => {
    const history = historyOf([tried(0)], null, { workload: 'counter' })
    expect(checked(history)['counter-drift']).toMatchObject({ verdict: 'unknown' })
    expect(checked(historyOf([tried(0)], []))).not.toHaveProperty('counter-drift')
  })
})

describe('elements of a set', () => {
  const elements = (attempts: AttemptRecord[], writes: AppliedWrite[]) =>
    checked(
      historyOf(attempts, writes, {
        workload: 'set',
        asked: (operation) => ({ kind: 'put', key: operation }),
      }),
    )['set-elements']

  it('are wrong when they are missing, unexpected, or there twice', () => {
    const attempts = [tried(0), tried(1, FAILED), tried(2, LOST), tried(2, { attempt: 2 }), tried(3)]
    const writes = [1, 2, 3, 9].map((element, place) => applied(element, 1, 5 + place, element))
    const check = elements(attempts, [...writes, applied(2, 2, 20, 2)])
    expect(check).toMatchObject({ verdict: 'invalid', count: 4, outOf: 4 })
    expect(check?.examples).toEqual([
      'element 0 was acknowledged and is missing',
      'element 1 is there, and its add failed',
      'element 2 was added 2 times',
      'element 9 is there, and nobody added it',
    ])
  })

  it('may be there or not when their add is in doubt', () => {
    const attempts = [tried(0, DOUBTFUL), tried(1, DOUBTFUL), tried(2)]
    const writes = [applied(1, 1, 5, 1), applied(2, 1, 6, 2)]
    expect(elements(attempts, writes)).toMatchObject({ verdict: 'valid', count: 0 })
  })
})

describe('transfers', () => {
  /** All from account 0 to account 1. */
  const asked: CheckedHistory['asked'] = () => ({ kind: 'put', key: 0, also: 3 })
  const checks = (attempts: AttemptRecord[], writes: AppliedWrite[]) =>
    checked(historyOf(attempts, writes, { workload: 'transfer', asked }))
  const moved = (operation: number, attempt: number, revision: number) => [
    applied(operation, attempt, revision, 0),
    applied(operation, attempt, revision, 3),
  ]

  it('that are done twice move the money twice, and the total stays', () => {
    const result = checks(
      [tried(0, LOST), tried(0, { attempt: 2 }), tried(1)],
      [...moved(0, 1, 5), ...moved(0, 2, 6), ...moved(1, 1, 7)],
    )
    expect(result['balance-drift']).toMatchObject({ verdict: 'invalid', count: 2, outOf: 2 })
    expect(result['balance-drift']?.examples).toEqual([
      'account 0 stands at -3 instead of -2',
      'account 1 stands at 3 instead of 2',
    ])
    expect(result['transfer-total']).toMatchObject({ verdict: 'valid', count: 0, outOf: 3 })
    expect(result['duplicate-effects']).toMatchObject({ verdict: 'invalid', count: 1 })
  })

  it('that are done by half change the total', () => {
    const result = checks([tried(0), tried(1)], [...moved(0, 1, 5), applied(1, 1, 6, 0)])
    expect(result['transfer-total']).toMatchObject({ verdict: 'invalid', count: 2 })
    expect(result['transfer-total']?.examples).toEqual([
      'in the end, the total is -1',
      'at revision 6, the total changed by -1',
    ])
  })

  it('in doubt may have happened or not', () => {
    const attempts = [tried(0), tried(1, DOUBTFUL)]
    expect(checks(attempts, moved(0, 1, 5))['balance-drift']).toMatchObject({ verdict: 'valid' })
    expect(checks(attempts, [...moved(0, 1, 5), ...moved(1, 1, 6)])['balance-drift']).toMatchObject({
      verdict: 'valid',
    })
    expect(checks([tried(0)], [])['balance-drift']).toMatchObject({ verdict: 'invalid', count: 2 })
  })
})
