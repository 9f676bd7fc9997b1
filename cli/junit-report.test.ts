import { expect, test } from 'vitest'
import type { Comparison, StrategyComparison } from '@/lib/core/comparison/compare-runs'
import { figuresOfOnePoint } from '@/lib/core/summary/figures-fixture'
import type { RunReport } from '@/lib/core/summary/report'
import type { ThresholdResult } from '@/lib/core/summary/verdict'
import { junitReport } from './junit-report'
import { comparisonLines } from './result-table'

const estimate = (value: number, half: number) => ({ value, low: value - half, high: value + half })
const result = (
  verdict: ThresholdResult['verdict'],
  moreOperations: number | null = null,
): ThresholdResult => ({
  ...{ expression: 'successRate >= 0.95', verdict, moreOperations },
  measured: estimate(0.94, 0.02),
})
const report = {
  ...{ name: 'A "run" <1>', status: 'completed', error: null },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:12.500Z' },
  spec: { strategies: [{ label: 'good' }, { label: 'a & b' }] },
  arms: [figuresOfOnePoint([]), figuresOfOnePoint([])],
  verdicts: [
    { arm: 0, verdict: 'pass', results: [result('pass')] },
    { arm: 1, verdict: 'inconclusive', results: [result('fail'), result('inconclusive', 120)] },
  ],
} as unknown as RunReport
const worse: Comparison = {
  ...{ metric: 'successRate', before: estimate(0.99, 0.01), now: estimate(0.94, 0.02) },
  ...{ difference: estimate(-0.05, 0.02), verdict: 'worse' },
}
const compared: StrategyComparison[] = [
  {
    label: 'good',
    overall: [worse],
    cells: [
      { point: '20 ms', comparisons: [worse] },
      { point: '50 ms', comparisons: [{ ...worse, verdict: 'same' }] },
    ],
  },
]

test('each threshold and each comparison is a test case; what is not passed is a failure with its reason', () => {
  const text = junitReport(report, compared)
  expect(text).toContain('<testsuites tests="5" failures="3">')
  expect(text).toContain('<testsuite name="A &quot;run&quot; &lt;1&gt;" tests="5" failures="3"')
  expect(text).toContain('time="12.500"')
  expect(text).toContain('<testcase classname="good" name="successRate &gt;= 0.95"/>')
  expect(text).toContain(
    '<failure type="fail" message="a &amp; b: successRate &gt;= 0.95 failed, measured 0.94 [0.92, 0.96]"/>',
  )
  expect(text).toContain('is inconclusive, measured 0.94 [0.92, 0.96]; about 120 more operations would tell"')
  expect(text).toContain('<failure type="worse" message="good: successRate 0.99 → 0.94')
})

test('a run that did not complete is a failure', () => {
  const failed = { ...report, status: 'failed', error: 'no lab\n  at all', verdicts: [] } as RunReport
  expect(junitReport(failed, [])).toContain(
    'name="completed"><failure type="failed" message="no lab at all"/>',
  )
})

test('cells that look worse come with how many would by chance', () => {
  expect(comparisonLines(compared)).toEqual([
    'good: successRate 0.99 → 0.94, difference -0.05 [-0.07, -0.03]: worse',
    '  at 20 ms: successRate 0.99 → 0.94, difference -0.05 [-0.07, -0.03]: worse',
    '  1 of 2 comparisons by fault point look worse; 0.1 would by chance alone',
  ])
})
