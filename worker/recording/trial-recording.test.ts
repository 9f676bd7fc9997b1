import { expect, test } from 'vitest'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { attemptsOf, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import { encodeAttempts } from '@/lib/db/attempt-codec'
import { ColumnRecorder } from './column-recorder'
import { BATCH_ROWS, TrialRecording } from './trial-recording'

const attempt = (operation: number, change: Partial<AttemptRecord> = {}): AttemptRecord => ({
  ...{ arm: 0, operation, attempt: 1, kind: 'put', member: 0, intendedStartMs: 1, startMs: 1, endMs: 2 },
  ...{
    outcome: 'ok',
    errorClass: 'none',
    loss: 'none',
    nominalDelayMs: 0,
    plannedDelayMs: 0,
    actualDelayMs: 0,
  },
  ...{ stop: 'succeeded', operationEndMs: 2 },
  ...change,
})

test('attempts go through recorder and recording unchanged, in batches of full size and a rest', async () => {
  const stored: { sequence: number; columns: AttemptColumns }[] = []
  const recording = new TrialRecording(
    1,
    (sequence, columns) => {
      stored.push({ sequence, columns })
      return Promise.resolve(encodeAttempts(columns))
    },
    () => undefined,
  )
  const recorder = new ColumnRecorder((columns) => recording.add(columns))
  const attempts = Array.from({ length: BATCH_ROWS + 5_000 }, (_, operation) => attempt(operation))
  for (const one of attempts) recorder.record(one)
  recorder.handOver()
  await recording.flush()
  expect(stored.map(({ sequence, columns }) => [sequence, columns.length])).toEqual([
    [0, BATCH_ROWS],
    [1, 5_000],
  ])
  expect([...attemptsOf(stored.map(({ columns }) => columns))]).toEqual(attempts)
  expect([...recording.attempts()]).toEqual(attempts)
})

test('a full batch and nothing more makes no empty second one', async () => {
  const sizes: number[] = []
  const store = (_: number, columns: AttemptColumns) => {
    sizes.push(columns.length)
    return Promise.resolve(encodeAttempts(columns))
  }
  const recording = new TrialRecording(1, store, () => undefined)
  const recorder = new ColumnRecorder((columns) => recording.add(columns))
  for (let operation = 0; operation < BATCH_ROWS; operation++) recorder.record(attempt(operation))
  recorder.handOver()
  await recording.flush()
  expect(sizes).toEqual([BATCH_ROWS])
})

test('live counts tell operations from attempts, per arm', () => {
  const recording = new TrialRecording(
    2,
    () => Promise.resolve(new Uint8Array()),
    () => undefined,
  )
  const recorder = new ColumnRecorder((columns) => recording.add(columns))
  recorder.record(attempt(0, { outcome: 'info', errorClass: 'attempt-timeout', stop: 'retry' }))
  recorder.record(attempt(0, { attempt: 2 }))
  recorder.record(attempt(0, { arm: 1, outcome: 'fail', errorClass: 'no-leader', stop: 'permanent-error' }))
  recorder.handOver()
  expect(recording.live).toEqual([
    { operations: 1, ok: 1, attempts: 2 },
    { operations: 1, ok: 0, attempts: 1 },
  ])
})

test('what was recorded of an aborted trial does not leak into the next', () => {
  const given: number[] = []
  const recorder = new ColumnRecorder((columns) => given.push(columns.length))
  recorder.record(attempt(0))
  recorder.discard()
  recorder.handOver()
  recorder.record(attempt(1))
  recorder.handOver()
  expect(given).toEqual([1])
})

test('a write that fails is told once while the trial goes on, and again at the end', async () => {
  const told: unknown[] = []
  const full = new Error('disk full')
  const recording = new TrialRecording(
    1,
    () => Promise.reject(full),
    (error) => told.push(error),
  )
  const recorder = new ColumnRecorder((columns) => recording.add(columns))
  for (let operation = 0; operation < 2 * BATCH_ROWS; operation++) recorder.record(attempt(operation))
  await expect(recording.flush()).rejects.toBe(full)
  expect(told).toEqual([full])
})

test('nothing is stored of a trial that was given up, not even what had been waiting', async () => {
  const stored: number[] = []
  let first: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined
  const recording = new TrialRecording(
    1,
    (sequence) => {
      stored.push(sequence)
      return new Promise((resolve) => (first = resolve))
    },
    () => undefined,
  )
  const recorder = new ColumnRecorder((columns) => recording.add(columns))
  for (let operation = 0; operation < 3 * BATCH_ROWS; operation++) recorder.record(attempt(operation))
  await new Promise((resolve) => setImmediate(resolve))
  let isOver = false
  const abandoned = recording.abandon().then(() => (isOver = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isOver).toBe(false)
  first(new Uint8Array())
  await abandoned
  expect(stored).toEqual([0])
})
