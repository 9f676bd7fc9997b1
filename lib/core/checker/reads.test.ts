import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../history/attempt'
import { applied, checked, DOUBTFUL, FAILED, historyOf, LOST, tried } from './history-fixture'

const put = (operation: number, startMs: number, endMs: number, revision: number) =>
  tried(operation, { startMs, endMs, revision })
const get = (operation: number, startMs: number, endMs: number, revision?: number): AttemptRecord =>
  tried(operation, { kind: 'get', startMs, endMs, ...(revision !== undefined && { revision }) })
const WRITES = [applied(0, 1, 5), applied(1, 1, 9)]

describe('a stale read', () => {
  const stale = (attempts: AttemptRecord[]) => checked(historyOf(attempts, WRITES))['stale-reads']

  it('saw less than a write that was acknowledged before it began', () => {
    const check = stale([put(0, 0, 2, 5), put(1, 3, 6, 9), get(2, 7, 8, 5)])
    expect(check).toMatchObject({ verdict: 'invalid', count: 1, outOf: 1 })
    expect(check?.examples[0]).toBe('operation 2 read revision 5 of key 0; 9 was known before it began')
    // Nothing at all is less than something, too.
    expect(stale([put(0, 0, 2, 5), get(2, 7, 8, 0)])).toMatchObject({ verdict: 'invalid' })
  })

  it('saw less than a read that had ended before it began', () => {
    expect(stale([get(2, 1, 2, 9), get(3, 3, 4, 5)])).toMatchObject({ verdict: 'invalid', count: 1 })
  })

  it('is not one that was under way while the newer value was written or read', () => {
    expect(stale([put(0, 0, 2, 5), put(1, 3, 6, 9), get(2, 5, 8, 5)])).toMatchObject({ verdict: 'valid' })
    expect(stale([get(2, 1, 3, 9), get(3, 2, 4, 5)])).toMatchObject({ verdict: 'valid' })
    // Acknowledged in the same microsecond: nobody knows which came first.
    expect(stale([put(1, 3, 6, 9), get(2, 6, 8, 5)])).toMatchObject({ verdict: 'valid' })
  })

  it('is not one of another key, nor one after a write in doubt', () => {
    const attempts = [put(1, 3, 6, 9), get(2, 7, 8, 5)]
    const asked = (operation: number) => ({
      kind: operation < 2 ? ('put' as const) : ('get' as const),
      key: operation === 1 ? 3 : 0,
    })
    expect(checked(historyOf(attempts, null, { asked }))['stale-reads']).toMatchObject({ verdict: 'valid' })
    const doubtful = tried(1, { startMs: 3, endMs: 6, ...DOUBTFUL })
    expect(stale([doubtful, get(2, 7, 8, 5)])).toMatchObject({ verdict: 'valid' })
  })

  it('is also a strategy’s own read of the revision', () => {
    const read = tried(2, { kind: 'revision', startMs: 7, endMs: 8, revision: 5, stop: 'retry' })
    expect(stale([put(1, 3, 6, 9), read])).toMatchObject({ verdict: 'invalid' })
  })

  it('is known by a second key of a transaction as well', () => {
    const attempts = [put(1, 3, 6, 9), get(2, 7, 8, 5)]
    const asked = (operation: number) =>
      operation === 1
        ? { kind: 'put' as const, key: 3, also: 0 }
        : { kind: operation === 0 ? ('put' as const) : ('get' as const), key: 0 }
    expect(checked(historyOf(attempts, null, { asked }))['stale-reads']).toMatchObject({ verdict: 'invalid' })
  })

  it('cannot be told where answers do not tell revisions', () => {
    expect(stale([put(0, 0, 2, 5), get(2, 7, 8)])).toMatchObject({ verdict: 'unknown' })
  })
})

describe('an aborted read', () => {
  const aborted = (attempts: AttemptRecord[]) => checked(historyOf(attempts, WRITES))['aborted-reads']

  it('saw a write that was reported as failed', () => {
    const check = aborted([put(0, 0, 1, 5), tried(1, FAILED), get(2, 7, 8, 9)])
    expect(check).toMatchObject({ verdict: 'invalid', count: 1, outOf: 1 })
    expect(check?.examples[0]).toMatch(/which was written by an attempt that failed/)
  })

  it('saw what nobody wrote', () => {
    const check = aborted([put(0, 0, 1, 5), put(1, 2, 3, 9), get(2, 7, 8, 7)])
    expect(check).toMatchObject({ verdict: 'invalid', count: 1 })
    expect(check?.examples[0]).toMatch(/which the history does not have/)
  })

  it('saw what was written to another key only', () => {
    const elsewhere = historyOf([put(0, 0, 1, 5), get(2, 7, 8, 5)], [applied(0, 1, 5, 3)])
    expect(checked(elsewhere)['aborted-reads']).toMatchObject({ verdict: 'invalid', count: 1 })
  })

  it('is not one of a write in doubt, of an acknowledged one, or of nothing', () => {
    expect(
      aborted([put(0, 0, 1, 5), tried(1, DOUBTFUL), get(2, 7, 8, 9), get(3, 7, 8, 5), get(4, 0, 1, 0)]),
    ).toMatchObject({ verdict: 'valid', outOf: 3 })
    // The attempt that failed is another one than the one that wrote.
    const retried = [tried(1, { ...LOST }), tried(1, { attempt: 2, ...FAILED })]
    expect(aborted([put(0, 0, 1, 5), ...retried, get(2, 7, 8, 9)])).toMatchObject({ verdict: 'valid' })
  })
})
