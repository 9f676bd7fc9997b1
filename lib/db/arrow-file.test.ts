import { tableFromIPC } from 'apache-arrow'
import { expect, test } from 'vitest'
import { emptyColumns, pushAttempt } from '@/lib/core/history/attempt-columns'
import { attemptRecord } from '@/lib/core/history/attempt-fixture'
import { arrowFile } from './arrow-file'

const point = { lossPercent: 5, latencyMs: 100, jitterMs: 50, leaderSwitchesPerMinute: 6 }

function columnsOf(records: Parameters<typeof attemptRecord>[0][]) {
  const columns = emptyColumns(records.length + 3)
  for (const record of records) pushAttempt(columns, attemptRecord(record))
  return columns
}

test('several trials become one file that tells every attempt as it was', () => {
  const file = arrowFile(['no retry', 'constant, 1'], new Map([['retryscope.run', '12']]))
  const first = columnsOf([
    { arm: 1, operation: 7, outcome: 'info', errorClass: 'attempt-timeout', stop: 'retry', loss: 'ack' },
    { arm: 1, operation: 7, attempt: 2, kind: 'txn', startMs: 85.25, plannedDelayMs: 70.001, revision: 3 },
  ])
  const second = columnsOf([{ operation: 1, member: 2, revision: 2 ** 50 }])
  const pieces = [
    ...file.add(first, { index: 0, repetition: 0, point }),
    ...file.add(second, { index: 4, repetition: 1, point: { ...point, lossPercent: 0 } }),
    ...file.end(),
  ]
  const bytes = Buffer.concat(pieces)
  // A file, and not a stream: readers may jump to any batch.
  expect(bytes.subarray(0, 6).toString()).toBe('ARROW1')
  expect(bytes.subarray(-6).toString()).toBe('ARROW1')
  const table = tableFromIPC(bytes)
  expect(table.schema.metadata.get('retryscope.run')).toBe('12')
  expect(table.batches).toHaveLength(2)
  const rows = table.toArray().map((row: { toJSON(): object } | null) => row?.toJSON())
  expect(rows).toMatchObject([
    {
      trial: 1,
      lossPercent: 5,
      strategy: 'constant, 1',
      operation: 7,
      outcome: 'info',
      loss: 'ack',
      stop: 'retry',
    },
    { attempt: 2, kind: 'txn', startMs: 85.25, plannedDelayMs: 70.001, revision: 3n, errorClass: 'none' },
    { trial: 5, repetition: 2, lossPercent: 0, strategy: 'no retry', member: 2, revision: BigInt(2 ** 50) },
  ])
  expect(rows[0]).toMatchObject({ revision: null })
})

test('a run without attempts is a file without rows', () => {
  const table = tableFromIPC(Buffer.concat(arrowFile(['a'], new Map()).end()))
  expect(table.numRows).toBe(0)
  expect(table.schema.fields.map(({ name }) => name)).toContain('strategy')
})

test('a revision stays with its row, however many have none', () => {
  const file = arrowFile(['a'], new Map())
  const told = Array.from({ length: 21 }, (_, row) => (row % 3 === 1 ? row : null))
  const columns = columnsOf(told.map((revision) => (revision === null ? {} : { revision })))
  const bytes = Buffer.concat([...file.add(columns, { index: 0, repetition: 0, point }), ...file.end()])
  const read = tableFromIPC(bytes).getChild('revision')
  expect(told.map((_, row) => read?.get(row) as bigint | null)).toEqual(
    told.map((revision) => (revision === null ? null : BigInt(revision))),
  )
})
