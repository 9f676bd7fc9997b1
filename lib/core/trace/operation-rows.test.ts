import { describe, expect, it } from 'vitest'
import { OUTCOMES, type AttemptRecord } from '../history/attempt'
import { emptyColumns, pushAttempt } from '../history/attempt-columns'
import { missingOperations } from './missing-operations'
import { OperationList, type OperationQuery } from './operation-rows'
import { OperationGroups } from './operation-groups'
import { outcomeOf } from './operation-outcome'
import { record, retried } from './trace-fixture'

const lost = { outcome: 'info', errorClass: 'attempt-timeout' } as const
const attempts: AttemptRecord[] = [
  record({ operation: 0, intendedStartMs: 0, startMs: 0, endMs: 5 }),
  ...retried({ operation: 1 }),
  record({ operation: 2, intendedStartMs: 2_000, ...lost, stop: 'attempts-exhausted', endMs: 2_300 }),
  record({
    operation: 3,
    kind: 'get',
    intendedStartMs: 3_000,
    outcome: 'fail',
    errorClass: 'no-leader',
    stop: 'refused',
    endMs: 3_001,
  }),
  // Its caller was let go, and the job was done.
  record({ operation: 4, ...lost, intendedStartMs: 4_000, stop: 'deferred', endMs: 4_100 }),
  record({
    operation: 4,
    intendedStartMs: 4_000,
    attempt: 2,
    stop: 'job-done',
    endMs: 5_000,
    operationEndMs: 4_100,
  }),
  // Left at the deadline, "did not happen"; what leaked happened.
  record({
    operation: 5,
    intendedStartMs: 6_000,
    outcome: 'fail',
    errorClass: 'no-leader',
    stop: 'deadline',
    endMs: 6_900,
  }),
  record({
    operation: 5,
    intendedStartMs: 6_000,
    attempt: 2,
    stop: 'after-end',
    endMs: 7_000,
    operationEndMs: 6_900,
  }),
  record({ operation: 0, arm: 1, intendedStartMs: 1, endMs: 8 }),
]

function gathered(): OperationList {
  const all = new OperationList()
  for (let from = 0; from < attempts.length; from += 4) {
    const part = attempts.slice(from, from + 4)
    const columns = emptyColumns(part.length)
    for (const attempt of part) pushAttempt(columns, attempt)
    all.add(columns)
  }
  return all
}

function list(query: Partial<OperationQuery> = {}) {
  const all = gathered()
  const page = all.page({
    filter: 'all',
    order: 'start',
    arm: null,
    between: null,
    offset: 0,
    limit: 100,
    ...query,
  })
  return {
    total: page.total,
    size: all.size(query.arm ?? null),
    rows: page.rows,
    keys: page.rows.map(({ arm, operation }) => `${arm}/${operation}`),
  }
}

it('tells how many operations a damaged batch takes from a list, whatever the filter', () => {
  const { total, size } = list({ filter: 'in-doubt', arm: 0 })
  expect(total).toBeLessThan(6)
  expect(size).toBe(6)
  expect(list().size).toBe(7)
  expect(missingOperations([{ rows: 30 }, { rows: 10 }], { known: 36, listed: size })).toEqual({
    ...{ attempts: 40, operations: 30, of: 36 },
  })
})

describe('the list of operations', () => {
  it('is in the order of intended starts, with what each came to', () => {
    const { rows, keys, total } = list()
    expect(keys).toEqual(['0/0', '1/0', '0/1', '0/2', '0/3', '0/4', '0/5'])
    expect(total).toBe(7)
    expect(rows[2]).toEqual({
      ...{ arm: 0, operation: 1, kind: 'put', intendedStartMs: 1_000, latencyMs: 100, attempts: 2 },
      ...{ outcome: 'ok', errorClass: 'none', stop: 'succeeded' },
    })
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'info', 'fail', 'ok', 'info'])
    expect(rows[4]?.kind).toBe('get')
  })

  it('says of each operation what its spans say', () => {
    const groups = new OperationGroups()
    const early = attempts.flatMap((attempt) => {
      const own = groups.add(attempt)
      return own ? [own] : []
    })
    // Only the two that may go on behind their callers have to be kept.
    expect(early).toHaveLength(5)
    const outcomes = new Map(
      [...early, ...groups.rest()].map((own) => [`${own[0]?.arm}/${own[0]?.operation}`, outcomeOf(own)]),
    )
    expect(outcomes.size).toBe(7)
    const { rows, keys } = list()
    expect(keys.map((key) => outcomes.get(key))).toEqual(rows.map(({ outcome }) => outcome))
  })

  it.each([
    ['failed', ['0/2', '0/3', '0/5']],
    ['retried', ['0/1', '0/4', '0/5']],
    ['in-doubt', ['0/2', '0/5']],
  ] as const)('can be cut down to %s', (filter, keys) => {
    expect(list({ filter }).keys).toEqual(keys)
  })

  it.each([
    ['-latency', ['0/5', '0/2', '0/1', '0/4', '1/0', '0/0', '0/3']],
    ['latency', ['0/3', '0/0', '1/0', '0/1', '0/4', '0/2', '0/5']],
    ['-start', ['0/5', '0/4', '0/3', '0/2', '0/1', '1/0', '0/0']],
    ['-strategy', ['1/0', '0/0', '0/1', '0/2', '0/3', '0/4', '0/5']],
    ['-operation', ['0/5', '0/4', '0/3', '0/2', '0/1', '0/0', '1/0']],
    ['-attempts', ['0/1', '0/4', '0/5', '0/0', '1/0', '0/2', '0/3']],
    ['-outcome', ['0/3', '0/2', '0/5', '0/0', '1/0', '0/1', '0/4']],
    ['ended', ['0/2', '0/5', '0/4', '0/3', '0/0', '1/0', '0/1']],
  ] as const)('can be in the order of %s, what is equal in that of time', (order, keys) => {
    expect(list({ order }).keys).toEqual(keys)
  })

  it('can be cut down to those that were meant to start within a time', () => {
    expect(list({ between: [1_000, 2_000] }).keys).toEqual(['0/1', '0/2'])
    expect(list({ between: [3_500, Infinity], filter: 'failed' }).keys).toEqual(['0/5'])
  })

  it('can show one strategy, and comes in pages', () => {
    expect(list({ order: '-latency', limit: 2 }).keys).toEqual(['0/5', '0/2'])
    expect(list({ arm: 1 })).toMatchObject({ total: 1, keys: ['1/0'] })
    expect(list({ offset: 5, limit: 5 })).toMatchObject({ total: 7, keys: ['0/4', '0/5'] })
  })
})

describe('operations as columns', () => {
  it('are in the order of intended starts, in microseconds, with what each came to', () => {
    const { total, arm, operation, startUs, latencyUs, outcome, attempts } = gathered().columns(null, 100)
    expect(total).toBe(7)
    expect(operation.map((number, place) => `${arm[place]}/${number}`)).toEqual(list().keys)
    expect(startUs.slice(0, 3)).toEqual([0, 1_000, 1_000_000])
    expect(latencyUs[2]).toBe(100_000)
    expect(outcome.map((place) => OUTCOMES[place])).toEqual(list().rows.map((row) => row.outcome))
    expect(attempts).toEqual(list().rows.map((row) => row.attempts))
  })

  it('are an even sample where there are too many, and only those under way where a time is given', () => {
    expect(gathered().columns(null, 4)).toMatchObject({
      total: 7,
      startUs: [0, 1_000_000, 3_000_000, 6_000_000],
    })
    // Begun at 2,000 and ended at 2,300.
    expect(gathered().columns([2_200, 2_900], 100)).toMatchObject({ total: 1, operation: [2] })
    expect(gathered().columns([2_301, 2_900], 100)).toMatchObject({ total: 0, operation: [] })
  })
})
