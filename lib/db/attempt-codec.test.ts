import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LOSSES, OUTCOMES, REQUEST_KINDS, STOP_REASONS, type AttemptRecord } from '@/lib/core/history/attempt'
import {
  attemptsOf,
  emptyColumns,
  pushAttempt,
  type AttemptColumns,
} from '@/lib/core/history/attempt-columns'
import { ERROR_CLASSES } from '@/lib/core/history/error-class'
import { streamOf } from '@/lib/core/random/stream'
import { decodeAttempts, encodeAttempts } from './attempt-codec'
import { DatabaseError } from './database-error'

/** Whole microseconds up to more than an hour, and a little below zero. */
const timeMs = fc.integer({ min: -1_000, max: 5_000_000_000 }).map((us) => us / 1000)
const withoutRevision: fc.Arbitrary<AttemptRecord> = fc.record({
  arm: fc.integer({ min: 0, max: 15 }),
  operation: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  attempt: fc.integer({ min: 1, max: 100 }),
  kind: fc.constantFrom(...REQUEST_KINDS),
  member: fc.integer({ min: 0, max: 2 }),
  intendedStartMs: timeMs,
  startMs: timeMs,
  endMs: timeMs,
  outcome: fc.constantFrom(...OUTCOMES),
  errorClass: fc.constantFrom(...ERROR_CLASSES),
  loss: fc.constantFrom(...LOSSES),
  nominalDelayMs: timeMs,
  plannedDelayMs: timeMs,
  actualDelayMs: timeMs,
  stop: fc.constantFrom(...STOP_REASONS),
  operationEndMs: timeMs,
})
/** Of a cluster that has seen much, too. */
const revision = fc.integer({ min: 0, max: 2 ** 50 })
const attempt: fc.Arbitrary<AttemptRecord> = fc
  .tuple(withoutRevision, fc.option(revision, { nil: undefined }))
  .map(([record, told]) => (told === undefined ? record : { ...record, revision: told }))

test('any attempts come back exactly, to the microsecond', () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
      const decoded = decodeAttempts(encodeAttempts(columnsOf(attempts)))
      expect([...attemptsOf([decoded])]).toEqual(attempts)
    }),
    { numRuns: 200 },
  )
})

test('attempts of a plausible trial take at most 12 bytes each', () => {
  const columns = columnsOf(plausibleTrial(20_000))
  expect(encodeAttempts(columns).length / columns.length).toBeLessThan(12)
})

/** As it was written before attempts had revisions: one lost answer, and the retry. */
const BATCH_OF_VERSION_2 =
  'H4sIAAAAAAAAA+2VsWsTURzHv3cX0pieNsVYMnTIIBJEQhocOgat0DEghQ4iOZMnDSZ3x90VWujQsZN06BCKQ8eOjsXJQcTBSTL4Fzg5OBSnNk' +
  '/fvd/F5JekFlz9QfLLvc/3+97vvbv7RUopv6aAHFRkcQs25pBBNr6GocZTyMIGkIl/qQzUFARo3I5ZhphNrArgNoBARMFu2PR8UXaiSHT9KMQd' +
  'AJUU8MMC3lvAoQU0LOCBBVyYwGcT6JnAMxMomcC5AXwwgCMDaBlAyQC+/57jLYAdqicF4OGFlKrmu7p+swi9N88XgRO1PfeJ29oIyxVQVC+kVD' +
  'V3yFck3zKABQBOM9p2Omui4+xuhOWVGL4kz8m1PHqpY/L0Z9TndxzXFa1xE4Av5LMvp/tcr9t2eYHqTl5q39r1fMP1HpFvj3wF8uUBzAEQ8fFV' +
  '40GXtKdXanVJx6TtX6nVZXwkLQZau0xa5bkBIIycIBrZ7E/SV/6iTzZ5b6D1jcHk2SwCaLuRcFui9ZT5npOvN2Wd+dFnjByvSf9pMLln9ax2vD' +
  'BMzv0dac9naMPI8xPtN9IW5WQd6v0UQeAFjztOMvuS1Pq6nH723nbU9LpC33/S7k3RpgF0RfeFCPSgS9rTKVpV86u220pqPiZtf0YN1Bj0/Sdt' +
  'Dvl4noX4ic3E3+qTH9mvpbxBl1ZJx30oTX1IhZRSrqeGHthYQj6eMRX3qVMMw0p6XYH6WZbWOjMB848O9zE7MizPGs8xnmO8wHiB8SLjRcZLjJ' +
  'cYrzBeYXyV8VXGa4zXGF9nfJ3xOuN1xjcZ32S8wXiD8S3Gtxj3GfcZ32F8h/F9xvcZP2D8gPFDxg8Z7zHeY/yE8RPGVaj/WJPp/l//27VhUGbA' +
  'NMf1BsZ/JONpNt8Z5XnKtSOdby7qbCXC5AV7wyY45wvqUH1P5V+oM5M04AkAAA=='

test('a batch of version 2 is read as it was: no answer told a revision', () => {
  const shared = {
    ...{ arm: 1, operation: 3, member: 2, kind: 'put', intendedStartMs: 1.5 },
  }
  const first = { nominalDelayMs: 0, plannedDelayMs: 0, actualDelayMs: 0 }
  const second = { nominalDelayMs: 20, plannedDelayMs: 20, actualDelayMs: 20.25 }
  expect([...attemptsOf([decodeAttempts(Buffer.from(BATCH_OF_VERSION_2, 'base64'))])]).toEqual([
    {
      ...{ ...shared, ...first, attempt: 1, startMs: 1.5, endMs: 101.5, operationEndMs: 101.5 },
      ...{ outcome: 'info', errorClass: 'attempt-timeout', loss: 'ack', stop: 'retry' },
    },
    {
      ...{ ...shared, ...second, attempt: 2, startMs: 121.75, endMs: 124, operationEndMs: 124 },
      ...{ outcome: 'ok', errorClass: 'none', loss: 'none', stop: 'succeeded' },
    },
  ])
})

test('a damaged batch is refused with a clear error', () => {
  const bytes = encodeAttempts(columnsOf(plausibleTrial(500)))
  expect(() => decodeAttempts(bytes.slice(0, bytes.length / 2))).toThrow(DatabaseError)
  expect(() => decodeAttempts(new Uint8Array([1, 2, 3]))).toThrow(/cannot be read/)
})

function columnsOf(attempts: readonly AttemptRecord[]): AttemptColumns {
  const columns = emptyColumns(attempts.length)
  for (const record of attempts) pushAttempt(columns, record)
  return columns
}

/** Callers in closed loops, three strategies, a third of the attempts time out, full jitter. */
function plausibleTrial(count: number): AttemptRecord[] {
  const random = streamOf(1, 5)
  const attempts: AttemptRecord[] = []
  const operations = [0, 0, 0]
  let revision = 1_000
  const ofKeys = Array.from({ length: 3 * 100 }, () => 0)
  /** What etcd would tell: each write makes the next revision, a read sees that of the last write of its key. */
  const toldOf = (kind: 'put' | 'get', arm: number) => {
    const key = 100 * arm + Math.floor(random.next() * 100)
    if (kind === 'put') ofKeys[key] = ++revision
    return ofKeys[key] ?? 0
  }
  const nextOperation = (arm: number) => {
    const next = operations[arm] ?? 0
    operations[arm] = next + 1
    return next
  }
  const us = (ms: number) => Math.round(ms * 1000) / 1000
  const callers = Array.from({ length: 24 }, (_, caller) => ({
    arm: caller % 3,
    freeAtMs: random.next(),
    before: null as AttemptRecord | null,
  }))
  while (attempts.length < count) {
    const caller = callers.reduce((first, next) => (next.freeAtMs < first.freeAtMs ? next : first))
    const { arm, before } = caller
    const late = random.next() < 0.3
    const startMs = us(caller.freeAtMs)
    const endMs = us(startMs + (late ? 150 + random.next() : 100 + 60 * (random.next() - 0.5)))
    const number = (before?.attempt ?? 0) + 1
    const retry = late && number < 4 && arm > 0
    const nominalDelayMs = number === 1 ? 0 : arm === 1 ? 50 : 50 * 2 ** (number - 2)
    const actualDelayMs = before ? us(startMs - before.endMs) : 0
    const kind = random.next() < 0.5 ? 'put' : 'get'
    const told = toldOf(kind, arm)
    const record: AttemptRecord = {
      arm,
      operation: before?.operation ?? nextOperation(arm),
      attempt: number,
      kind,
      member: Math.floor(random.next() * 3),
      intendedStartMs: before?.intendedStartMs ?? startMs,
      startMs,
      endMs,
      outcome: late ? 'info' : 'ok',
      errorClass: late ? 'attempt-timeout' : 'none',
      loss: 'none',
      nominalDelayMs,
      plannedDelayMs:
        arm === 1 || number === 1 ? nominalDelayMs : us(Math.max(0, actualDelayMs - 1 - random.next())),
      actualDelayMs,
      stop: retry ? 'retry' : late ? 'attempts-exhausted' : 'succeeded',
      operationEndMs: endMs,
      ...(!late && { revision: told }),
    }
    attempts.push(record)
    caller.before = retry ? record : null
    const waitMs = arm === 1 ? 50 + random.next() : 50 * 2 ** (number - 1) * random.next()
    caller.freeAtMs = endMs + (retry ? waitMs : 0.05 * random.next())
  }
  return attempts
}
