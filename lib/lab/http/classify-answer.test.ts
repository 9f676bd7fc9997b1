import { describe, expect, test } from 'vitest'
import type { RequestKind } from '@/lib/core/history/attempt'
import type { ErrorClass } from '@/lib/core/history/error-class'
import { classifyAnswer, classifyEnd, classifyFailure } from './classify-answer'

const NOW = Date.UTC(2026, 0, 1)
const answer = (kind: RequestKind, status: number, headers: Record<string, string> = {}) =>
  classifyAnswer(kind, { status, headers }, NOW)

describe('an answer', () => {
  test.each<[number, ErrorClass, 'fail' | 'info']>([
    [301, 'rejected', 'info'],
    [303, 'rejected', 'info'],
    [400, 'rejected', 'fail'],
    [401, 'rejected', 'fail'],
    [404, 'rejected', 'fail'],
    [408, 'request-timeout', 'fail'],
    [409, 'rejected', 'fail'],
    [421, 'unavailable', 'fail'],
    [422, 'rejected', 'fail'],
    [425, 'unavailable', 'fail'],
    [429, 'too-many-requests', 'fail'],
    [500, 'server-error', 'info'],
    [501, 'rejected', 'fail'],
    [502, 'gateway-error', 'info'],
    [503, 'unavailable', 'fail'],
    [504, 'gateway-error', 'info'],
    [599, 'server-error', 'info'],
  ])('%i to a write is %s and leaves it %s; a read is never in doubt', (status, errorClass, outcome) => {
    expect(answer('put', status)).toEqual({ outcome, errorClass, httpStatus: status })
    expect(answer('get', status)).toEqual({ outcome: 'fail', errorClass, httpStatus: status })
  })

  test('of success tells what was asked for', () => {
    expect(answer('put', 201)).toEqual({ outcome: 'ok', errorClass: 'none', httpStatus: 201 })
    expect(answer('revision', 200, { etag: '"12"' })).toMatchObject({ outcome: 'ok', modRevision: '12' })
    expect(answer('revision', 200, { etag: 'W/"x"' })).not.toHaveProperty('modRevision')
    expect(answer('get', 200, { etag: '"12"' })).toMatchObject({ outcome: 'ok', revision: 12 })
    expect(answer('put', 200, { etag: '"13"' })).toMatchObject({ outcome: 'ok', revision: 13 })
    expect(answer('get', 200, { etag: '"99999999999999999999"' })).not.toHaveProperty('revision')
    expect(answer('check', 200)).toMatchObject({ outcome: 'ok', isApplied: true })
    expect(answer('check', 404)).toMatchObject({ outcome: 'ok', isApplied: false })
    expect(answer('check', 500)).toMatchObject({ outcome: 'fail', errorClass: 'server-error' })
  })

  test('to a write with a key tells a changed value from a key in use', () => {
    expect(answer('txn', 412, { etag: '"7"' })).toMatchObject({
      outcome: 'fail',
      errorClass: 'conflict',
      modRevision: '7',
    })
    expect(answer('txn', 409)).toMatchObject({ outcome: 'fail', errorClass: 'key-in-use' })
    expect(answer('put', 412)).toMatchObject({ outcome: 'fail', errorClass: 'rejected' })
  })

  test('names the time to come back in both forms, and none that is no time', () => {
    const waits = ['2', 'Thu, 01 Jan 2026 00:00:05 GMT', 'soon', '-1'].map(
      (field) => answer('get', 503, { 'retry-after': field }).retryAfterMs,
    )
    expect(waits).toEqual([2_000, 5_000, undefined, undefined])
  })
})

describe('an attempt without an answer', () => {
  const failure = (code: string) => Object.assign(new Error('x'), { code })
  const fresh = { wasSent: true, isReused: false, hasBegun: false }

  test.each<[string, object, ErrorClass, 'fail' | 'info']>([
    ['ECONNREFUSED', { wasSent: false }, 'not-sent', 'fail'],
    ['ECONNRESET', { wasSent: false }, 'not-sent', 'fail'],
    ['ECONNRESET', {}, 'connection-dropped', 'info'],
    ['ECONNRESET', { isReused: true }, 'stale-connection', 'info'],
    ['EPIPE', { isReused: true }, 'stale-connection', 'info'],
    ['ECONNRESET', { isReused: true, hasBegun: true }, 'connection-dropped', 'info'],
    ['HPE_INVALID_CONSTANT', { isReused: true }, 'unknown', 'info'],
  ])('%s %o is %s and leaves a write %s', (code, state, errorClass, outcome) => {
    expect(classifyFailure('put', failure(code), { ...fresh, ...state })).toEqual({ outcome, errorClass })
    expect(classifyFailure('get', failure(code), { ...fresh, ...state })).toEqual({
      outcome: 'fail',
      errorClass,
    })
  })

  test('by a mistake is none', () => {
    const bug = new TypeError('no function')
    expect(() => classifyFailure('get', bug, fresh)).toThrow(bug)
  })

  test('ends by its time-out or by its caller; one that never left is in no doubt', () => {
    expect(classifyEnd('put', 'attempt-timeout', fresh)).toEqual({
      outcome: 'info',
      errorClass: 'attempt-timeout',
    })
    expect(classifyEnd('put', 'cancelled', fresh)).toEqual({ outcome: 'info', errorClass: 'cancelled' })
    expect(classifyEnd('put', 'attempt-timeout', { wasSent: false })).toEqual({
      outcome: 'fail',
      errorClass: 'not-sent',
    })
    expect(classifyEnd('put', 'cancelled', { wasSent: false })).toEqual({
      outcome: 'fail',
      errorClass: 'cancelled',
    })
  })
})
