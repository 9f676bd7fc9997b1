import { describe, expect, test } from 'vitest'
import type { ClusterTerms } from '../cluster-terms'
import { endOfPrefix, fenceOf } from './fence'

const terms: ClusterTerms = { tls: null, user: null, keyPrefix: 'retryscope/', allow: [] }
const fence = fenceOf(terms)
const pass = (method: string, payload: unknown, with_ = fence) =>
  with_?.(method.split('/')[0] ?? '', method.split('/')[1] ?? '', payload)
const key = (text: string) => Buffer.from(text)
const end = endOfPrefix(key('retryscope/'))

describe('the fence of an external cluster', () => {
  test.each([
    ['KV/put', { key: key('retryscope/1') }],
    ['KV/range', { key: key('retryscope/') }],
    ['KV/range', { key: 'retryscope/1/', range_end: 'retryscope/10' }],
    ['KV/deleteRange', { key: key('retryscope/'), range_end: end }],
    ['Watch/watch', { create_request: { key: key('retryscope/1/'), range_end: 'retryscope/10' } }],
    ['Maintenance/status', {}],
    ['Maintenance/alarm', { action: 'Get' }],
  ])('lets %s below the prefix pass (%#)', (method, payload) => {
    expect(() => pass(method, payload)).not.toThrow()
  })

  test.each([
    ['KV/put', { key: key('other') }],
    ['KV/put', { key: key('retryscope') }],
    ['KV/put', {}],
    ['KV/range', { key: key('retryscope/'), range_end: key('s') }],
    ['KV/range', { key: key('retryscope/'), range_end: Buffer.from([0]) }],
    ['KV/deleteRange', { key: Buffer.from([0]), range_end: Buffer.from([0]) }],
    ['Watch/watch', { create_request: { key: key('retryscope/'), range_end: Buffer.from([0]) } }],
    ['Watch/watch', {}],
    ['KV/txn', { compare: [{ key: key('other') }] }],
    ['KV/txn', { success: [{ request_put: { key: key('other') } }] }],
    ['KV/txn', { failure: [{ request_delete_range: { key: key('retryscope/'), range_end: key('z') } }] }],
    ['KV/txn', { success: [{ request_txn: { success: [{ request_range: { key: key('other') } }] } }] }],
  ])('stops %s that would leave the prefix (%#)', (method, payload) => {
    expect(() => pass(method, payload)).toThrow(/would leave the key prefix "retryscope\/"/)
  })

  test.each([
    'Maintenance/defragment',
    'Maintenance/hash',
    'Cluster/memberRemove',
    'Auth/authDisable',
    'Lease/leaseGrant',
  ])('stops %s, which no run needs', (method) => {
    expect(() => pass(method, {})).toThrow(/is nothing that is done to an external cluster/)
  })

  test('stops an alarm that is not asked for but set', () => {
    expect(() => pass('Maintenance/alarm', { action: 'Activate' })).toThrow(/nothing that is done/)
  })

  test('stops what disturbs others and names the variable that allows it, until it is allowed', () => {
    expect(() => pass('KV/compact', {})).toThrow(/RETRYSCOPE_ALLOW=compact/)
    expect(() => pass('Maintenance/moveLeader', {})).toThrow(/RETRYSCOPE_ALLOW=leader-transfer/)
    const open = fenceOf({ ...terms, allow: ['compact', 'leader-transfer'] })
    expect(() => pass('KV/compact', {}, open)).not.toThrow()
    expect(() => pass('Maintenance/moveLeader', {}, open)).not.toThrow()
  })

  test('is not there where everything is ours', () => {
    expect(fenceOf(undefined)).toBeNull()
  })
})

test('the end of a prefix is the first key after all that begin with it', () => {
  expect(endOfPrefix(Buffer.from('a/'))).toEqual(Buffer.from('a0'))
  expect(endOfPrefix(Buffer.from([1, 0xff]))).toEqual(Buffer.from([2]))
  expect(endOfPrefix(Buffer.from([0xff]))).toEqual(Buffer.from([0]))
})
