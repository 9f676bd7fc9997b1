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
const attempt: fc.Arbitrary<AttemptRecord> = fc.record({
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
    const record: AttemptRecord = {
      arm,
      operation: before?.operation ?? nextOperation(arm),
      attempt: number,
      kind: random.next() < 0.5 ? 'put' : 'get',
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
    }
    attempts.push(record)
    caller.before = retry ? record : null
    const waitMs = arm === 1 ? 50 + random.next() : 50 * 2 ** (number - 1) * random.next()
    caller.freeAtMs = endMs + (retry ? waitMs : 0.05 * random.next())
  }
  return attempts
}
