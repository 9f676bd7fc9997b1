import { describe, expect, test } from 'vitest'
import { playwrightCounts, singleCheck, total, vitestCounts } from './counts.mjs'

const vitestReport = (numbers, testResults = []) => ({
  ...{ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 },
  ...numbers,
  testResults,
})

describe('counting', () => {
  test('takes the numbers of a report', () => {
    expect(vitestCounts(vitestReport({ numPassedTests: 7, numPendingTests: 1, numTodoTests: 1 }), 0)).toEqual(
      {
        ...{ passed: 7, failed: 0, skipped: 2 },
      },
    )
    expect(playwrightCounts({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } }, 1)).toEqual({
      ...{ passed: 3, failed: 2, skipped: 2 },
    })
  })

  test('a file that cannot be loaded is a failed test', () => {
    const report = vitestReport({ numPassedTests: 2 }, [{ status: 'failed', assertionResults: [] }])
    expect(vitestCounts(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
  })

  test('a failure outside every test is a failed test', () => {
    expect(vitestCounts(vitestReport({ numPassedTests: 2 }), 1).failed).toBe(1)
    expect(playwrightCounts({ stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 } }, 1).failed).toBe(
      1,
    )
  })

  test('a tool that left no report failed', () => {
    expect(vitestCounts(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(playwrightCounts(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('a check without tests counts as one', () => {
    expect([singleCheck(0), singleCheck(2)].map(({ passed, failed }) => [passed, failed])).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  test('skipped tests fail in CI only', () => {
    const parts = [
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 1, failed: 1, skipped: 0 },
    ]
    expect(total(parts, { skippedFails: false })).toEqual({ passed: 3, failed: 1, skipped: 1 })
    expect(total(parts, { skippedFails: true })).toEqual({ passed: 3, failed: 2, skipped: 1 })
  })
})
