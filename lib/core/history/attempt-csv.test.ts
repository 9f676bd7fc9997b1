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

it('has a value for each column of its head', () => {
  const head = attemptCsvHead().trim().split(',')
  expect(attemptCsvRow(0, ['a', 'b'], attempt)).toBe(
    '1,"b",7,2,put,0,1.5,30.123,31,ok,none,none,20,20,20.4,succeeded,31,12\r\n',
  )
  expect(attemptCsvRow(0, ['a', 'b'], attempt).split(',')).toHaveLength(head.length)
})

it('leaves empty what no answer told', () => {
  const { revision: _, ...silent } = attempt
  expect(attemptCsvRow(0, ['a', 'b'], silent)).toMatch(/,31,\r\n$/)
})

it('keeps labels in one field, and makes no formulas of them', () => {
  expect(attemptCsvRow(2, ['', 'a, "b"'], attempt)).toMatch(/^3,"a, ""b""",7,/)
  expect(attemptCsvRow(2, ['', '=1+1'], attempt)).toMatch(/^3,"'=1\+1",7,/)
})
