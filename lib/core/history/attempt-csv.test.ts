import { expect, it } from 'vitest'
import type { AttemptRecord } from './attempt'
import { attemptCsvHead, attemptCsvRow } from './attempt-csv'

const attempt: AttemptRecord = {
  ...{
    arm: 1,
    operation: 7,
    attempt: 2,
    kind: 'put',
    member: 0,
    outcome: 'ok',
    errorClass: 'none',
    loss: 'none',
  },
  ...{ intendedStartMs: 1.5, startMs: 30.12345, endMs: 31, operationEndMs: 31 },
  ...{ nominalDelayMs: 20, plannedDelayMs: 20, actualDelayMs: 20.4, stop: 'succeeded', revision: 12 },
}

const point = { lossPercent: 5, latencyMs: 20, jitterMs: 0, leaderSwitchesPerMinute: 7.5 }
const trial = { index: 3, repetition: 1, point }

it('has a value for each column of its head', () => {
  const head = attemptCsvHead().trim().split(',')
  expect(attemptCsvRow(trial, ['a', 'b'], attempt)).toBe(
    '4,2,5,20,0,7.5,"b",7,2,put,0,1.5,30.123,31,ok,none,none,20,20,20.4,succeeded,31,12\r\n',
  )
  const row = attemptCsvRow(trial, ['a', 'b'], attempt).split(',')
  expect(row).toHaveLength(head.length)
  for (const [name, value] of Object.entries(point)) expect(row[head.indexOf(name)]).toBe(String(value))
})

it('leaves empty what no answer told', () => {
  const { revision: _, ...silent } = attempt
  expect(attemptCsvRow(trial, ['a', 'b'], silent)).toMatch(/,31,\r\n$/)
})

it('keeps labels in one field, and makes no formulas of them', () => {
  expect(attemptCsvRow(trial, ['', 'a, "b"'], attempt)).toMatch(/^4,2,5,20,0,7.5,"a, ""b""",7,/)
  expect(attemptCsvRow(trial, ['', '=1+1'], attempt)).toMatch(/^4,2,5,20,0,7.5,"'=1\+1",7,/)
})
