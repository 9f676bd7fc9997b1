import { describe, expect, it } from 'vitest'
import { accountOf, signOf } from '../../history/account-keys'
import { workloadSchema, type Workload } from '../registry'
import { requestOf, requestsOf } from '../requests'
import type { OperationRequest } from '../workload'

const SEED = 5
const OPERATIONS = 400

function drawn(input: object): OperationRequest[] {
  const workload = workloadSchema.parse(input)
  return Array.from({ length: OPERATIONS }, (_, operation) => requestOf(workload, SEED, 0, operation))
}
const puts = (requests: OperationRequest[]) => requests.filter(({ kind }) => kind === 'put')

describe('a workload', () => {
  it('is about registers where none is named, so that old specs stay what they were', () => {
    expect(workloadSchema.parse({ putShare: 0.3 })).toMatchObject({
      ...{ kind: 'register', putShare: 0.3, keys: 100, valueBytes: 128 },
    })
  })

  it('takes the fields of its own kind only', () => {
    const refused = (input: object) =>
      workloadSchema.safeParse(input).error?.issues.map(({ code, path }) => [code, path.join('.')])
    expect(refused({ kind: 'counter', keys: 5 })).toEqual([['unrecognized_keys', '']])
    expect(refused({ counters: 5 })).toEqual([['unrecognized_keys', '']])
    expect(refused({ kind: 'queue' })).toEqual([['invalid_union', 'kind']])
    expect(workloadSchema.safeParse({ kind: 'queue' }).error?.issues[0]?.message).toBe(
      'must be one of register, counter, set, transfer',
    )
    expect(refused({ kind: 'transfer', accounts: 1 })).toEqual([['too_small', 'accounts']])
  })

  it('is drawn again just as it was, operation by operation', () => {
    const workload: Workload = workloadSchema.parse({ kind: 'transfer' })
    const again = requestsOf(workload, SEED, 0)
    const numbers = [3, 1, 3, 2]
    expect(numbers.map(again)).toEqual(numbers.map((operation) => requestOf(workload, SEED, 0, operation)))
    expect(requestOf(workload, SEED, 1, 3)).not.toEqual(requestOf(workload, SEED, 0, 3))
  })
})

describe('counters', () => {
  it('are raised and read, each key below their number', () => {
    const requests = drawn({ kind: 'counter', counters: 3, incrementShare: 0.5 })
    expect(new Set(requests.map(({ key }) => key))).toEqual(new Set([0, 1, 2]))
    expect(puts(requests).length).toBeGreaterThan(OPERATIONS / 3)
    expect(puts(requests).length).toBeLessThan((2 * OPERATIONS) / 3)
    expect(puts(drawn({ kind: 'counter', incrementShare: 1 }))).toHaveLength(OPERATIONS)
  })
})

describe('a set', () => {
  it('gets each element from one operation, and reads only what was asked for before', () => {
    const requests = drawn({ kind: 'set', addShare: 0.5 })
    requests.forEach(({ kind, key }, operation) => {
      if (kind === 'put') expect(key).toBe(operation)
      else expect(key).toBeLessThanOrEqual(Math.max(0, operation - 1))
    })
    expect(puts(requests).length).toBeGreaterThan(OPERATIONS / 3)
  })
})

describe('a transfer', () => {
  it('writes a debit and a credit of two different accounts, all of them', () => {
    const requests = puts(drawn({ kind: 'transfer', accounts: 3, transferShare: 1 }))
    expect(requests).toHaveLength(OPERATIONS)
    for (const { key, also = NaN } of requests) {
      expect([signOf(key), signOf(also)]).toEqual([-1, 1])
      expect(accountOf(key)).not.toBe(accountOf(also))
    }
    const pairs = new Set(requests.map(({ key, also = NaN }) => `${accountOf(key)}→${accountOf(also)}`))
    expect(pairs.size).toBe(6)
  })

  it('is read at one key', () => {
    const [read] = drawn({ kind: 'transfer', transferShare: 0 })
    expect(read).toEqual({ kind: 'get', key: expect.any(Number) as number })
  })
})
