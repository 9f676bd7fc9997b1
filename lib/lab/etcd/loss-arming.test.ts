import { describe, expect, it, test } from 'vitest'
import { largestAckLossValue, largestRequestBytes, REQUEST_OVERHEAD_BYTES } from '@/lib/core/fault/loss-sizes'
import { messageBytes } from './etcd-services'
import { armingOf, pathsNeeded } from './loss-arming'

describe('how many silent paths a member needs', () => {
  it.each([
    [0, 300, 200, 1],
    [1, 300, 200, 2],
    // 100 × 0.3 s × 16 KiB are 480 KiB at a time, in pieces of 48 KiB.
    [100, 300, 16 * 1024, 11],
    [100, 600, 16 * 1024, 21],
  ])(
    '%d lost per second with a time-out of %d ms and %d bytes each need %d',
    (lost, timeoutMs, bytes, paths) => {
      expect(pathsNeeded({ kind: 'ack', manner: 'silent' }, lost, timeoutMs, bytes)).toBe(paths)
    },
  )
})

test('loud paths are spent at once: a second’s worth is kept', () => {
  expect(pathsNeeded({ kind: 'ack', manner: 'loud' }, 0, 300, 200)).toBe(16)
  expect(pathsNeeded({ kind: 'ack', manner: 'loud' }, 40, 300, 200)).toBe(41)
})

test('a whole path is left before HTTP/2 would stop its requests', () => {
  for (const kind of ['request', 'ack'] as const) {
    expect(armingOf({ kind, manner: 'silent' }).maxBytes).toBeLessThan(65_535)
  }
})

test('the largest value whose answer may be lost fits into a window, or into one frame', () => {
  for (const keys of [1, 2] as const) {
    expect(largestRequestBytes(largestAckLossValue('silent', keys), keys)).toBeLessThan(65_535)
    expect(largestRequestBytes(largestAckLossValue('loud', keys), keys)).toBeLessThanOrEqual(16_384)
  }
})

test('no request of an operation is larger than the plan takes it to be', () => {
  const prefix = 'retryscope/0123456789abcdef0123456789abcdef/999999/99/'
  const [key, value, id] = [
    Buffer.from(`${prefix}100000`),
    Buffer.alloc(128),
    Buffer.from(`${prefix}op/999999999`),
  ]
  const compare = { target: 'VERSION', result: 'EQUAL', key: id, version: '0' }
  const unchanged = { target: 'MOD', result: 'EQUAL', key, mod_revision: '9223372036854775807' }
  const txn = {
    compare: [compare, unchanged],
    success: [
      { request_put: { key, value } },
      { request_put: { key: id, value: Buffer.from(`${prefix}op/999999999#100`) } },
    ],
    failure: [{ request_range: { key: id, keys_only: true } }, { request_range: { key, keys_only: true } }],
  }
  const bytes = messageBytes('KV', 'txn', txn) + REQUEST_OVERHEAD_BYTES
  expect(bytes).toBeGreaterThan(messageBytes('KV', 'put', { key, value }) + REQUEST_OVERHEAD_BYTES)
  expect(bytes).toBeLessThanOrEqual(largestRequestBytes(128, 1))
  // A transfer's second key, which bears the mark alone.
  txn.success.push({ request_put: { key, value: Buffer.from('999999999#100 ') } })
  expect(messageBytes('KV', 'txn', txn) + REQUEST_OVERHEAD_BYTES).toBeLessThanOrEqual(
    largestRequestBytes(128),
  )
})
