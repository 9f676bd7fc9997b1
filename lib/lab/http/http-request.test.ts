import { describe, expect, test } from 'vitest'
import { armRequests, clientTokenOf, wireRequest } from './http-request'
import { attemptNameOf, eventOf, expectedRevisionOf, idempotencyKeyOf } from './request-fields'

const OWN = { upstream: 'own', readPath: '/data', writePath: '/orders' }
const arm = armRequests(OWN, { seed: 1, prefix: 'retryscope/r/0/1/', valueBytes: 4 })
const fieldsOf = (wanted: Parameters<typeof wireRequest>[1], of = arm) =>
  wireRequest(of, wanted).headers as Record<string, string>

describe('the request of an attempt', () => {
  test('is a POST with the value, or a GET', () => {
    const put = wireRequest(arm, { kind: 'put', key: 5, operation: 2, attempt: 1 })
    expect(put).toMatchObject({
      method: 'POST',
      path: '/orders?key=retryscope%2Fr%2F0%2F1%2F5',
      headers: { 'content-type': 'application/json' },
    })
    expect(JSON.parse(put.body ?? '')).toEqual({ order: 'retryscope/r/0/1/op/2', key: 5, value: 'xxxx' })
    expect(put.headers['content-length']).toBe(put.body?.length)
    expect(wireRequest(arm, { kind: 'get', key: 5 })).toMatchObject({
      method: 'GET',
      path: '/data?key=retryscope%2Fr%2F0%2F1%2F5',
      body: null,
    })
    expect(wireRequest(arm, { kind: 'check', key: 5, operation: 2 }).path).toBe(
      '/orders/retryscope%2Fr%2F0%2F1%2Fop%2F2',
    )
  })

  test('says whose it is, in words that our upstream reads back', () => {
    const headers = fieldsOf({ kind: 'get', key: 5, operation: 12, attempt: 3 })
    expect(attemptNameOf(headers)).toEqual({
      operationId: 'retryscope/r/0/1/op/12',
      operation: 12,
      attempt: 3,
    })
    expect(eventOf(headers)?.eventId).toBe('retryscope/r/0/1/op/12')
    // An invalid trace id of nothing but zeros is never drawn, because a UUID has its version in it.
    expect(eventOf(headers)?.traceId).toBe(clientTokenOf(arm, 12).replaceAll('-', ''))
  })

  test('of a txn has the same key for all attempts of its operation, and no other one', () => {
    const keyOf = (operation: number, attempt: number, of = arm) =>
      idempotencyKeyOf(fieldsOf({ kind: 'txn', key: 0, operation, attempt }, of))
    expect(keyOf(1, 1)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(keyOf(1, 2)).toBe(keyOf(1, 1))
    expect(keyOf(2, 1)).not.toBe(keyOf(1, 1))
    // Another arm, and the same seed in another run.
    for (const prefix of ['retryscope/r/0/0/', 'retryscope/s/0/1/'])
      expect(keyOf(1, 1, armRequests(OWN, { seed: 1, prefix, valueBytes: 4 }))).not.toBe(keyOf(1, 1))
    expect(idempotencyKeyOf(fieldsOf({ kind: 'put', key: 0, operation: 1 }))).toBeNull()
  })

  test('of a txn names the revision that was read', () => {
    expect(expectedRevisionOf(fieldsOf({ kind: 'txn', key: 0, operation: 1, modRevision: '17' }))).toBe('17')
    expect(expectedRevisionOf(fieldsOf({ kind: 'txn', key: 0, operation: 1 }))).toBeNull()
  })

  test('goes to the paths of an upstream that is not ours as they were written', () => {
    const theirs = armRequests(
      { upstream: 'shop', readPath: '/items/{key}?a={key}', writePath: '/carts' },
      { seed: 1, prefix: 'p/', valueBytes: 1 },
    )
    expect(wireRequest(theirs, { kind: 'get', key: 7 }).path).toBe('/items/7?a=7')
    expect(wireRequest(theirs, { kind: 'put', key: 7, operation: 1 }).path).toBe('/carts')
  })

  test('needs the number of an operation where the operation is what it is about', () => {
    expect(() => wireRequest(arm, { kind: 'txn', key: 0 })).toThrow(RangeError)
  })
})

test('header fields that are no names, keys, events or revisions are taken for none', () => {
  expect(attemptNameOf({})).toBeNull()
  expect(attemptNameOf({ 'retry-attempt-id': 'x#1' })).toBeNull()
  expect(idempotencyKeyOf({ 'idempotency-key': '' })).toBe('invalid')
  expect(idempotencyKeyOf({ 'idempotency-key': 'plain-1' })).toBe('plain-1')
  expect(idempotencyKeyOf({ 'idempotency-key': `"${'x'.repeat(256)}"` })).toBe('invalid')
  expect(eventOf({ 'event-id': 'e', traceparent: '00-zz' })).toBeNull()
  expect(eventOf({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` })).toBeNull()
  expect(expectedRevisionOf({ 'if-match': '*' })).toBeNull()
})
