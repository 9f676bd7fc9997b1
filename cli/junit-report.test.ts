import { expect, test } from 'vitest'
import { chanceWords } from '@/lib/core/comparison/chance-words'
import { notCompared, type Comparison, type StrategyComparison } from '@/lib/core/comparison/compare-runs'
import { figuresOfOnePoint } from '@/lib/core/summary/figures-fixture'
import type { RunReport } from '@/lib/core/summary/report'
import { suspectWords } from '@/lib/core/summary/suspect-words'
import type { ThresholdResult } from '@/lib/core/summary/verdict'
import { baselineLines, comparisonLines, type AgainstBaseline } from './comparison-lines'
import { junitReport } from './junit-report'

const estimate = (value: number, half: number) => ({ value, low: value - half, high: value + half })
const result = (
  verdict: ThresholdResult['verdict'],
  more: ThresholdResult['more'] = null,
): ThresholdResult => ({
  ...{ expression: 'successRate >= 0.95', verdict, more, reason: null },
  measured: estimate(0.94, 0.02),
})
const report = {
  ...{ name: 'A "run" <1>', status: 'completed', error: null },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:12.500Z' },
  spec: { strategies: [{ label: 'good' }, { label: 'a & b' }] },
  trials: [{ quality: 'good', qualityReasons: [] }],
  arms: [figuresOfOnePoint([]), figuresOfOnePoint([])],
  verdicts: [
    { arm: 0, verdict: 'pass', results: [result('pass')] },
    {
      arm: 1,
      verdict: 'inconclusive',
      results: [
        result('fail'),
        result('inconclusive', { operations: 123, repetitions: 2, atLeastMs: 20_000 }),
      ],
    },
  ],
} as unknown as RunReport
const worse: Comparison = {
  ...{ metric: 'successRate', before: estimate(0.99, 0.01), now: estimate(0.94, 0.02) },
  ...{ difference: estimate(-0.05, 0.02), verdict: 'worse', reason: null },
}
const compared: StrategyComparison[] = [
  {
    ...{ label: 'good', labelBefore: 'good', arm: 0, changes: [], overall: [worse], suspect: false },
    cells: [
      { pointIndex: 0, point: '20 ms', suspect: false, comparisons: [worse] },
      { pointIndex: 1, point: '50 ms', suspect: false, comparisons: [{ ...worse, verdict: 'same' }] },
    ],
  },
]
const against: AgainstBaseline = {
  ...{ number: 7, name: 'before', suspect: { now: null, before: null } },
  ...{ differences: [], compared, alone: [] },
}

test('each threshold and each comparison is a test case; what is not passed is a failure with its reason', () => {
  const text = junitReport(report, against)
  expect(text).toContain('<testsuites tests="8" failures="3">')
  expect(text).toContain(
    '<testsuite name="A &quot;run&quot; &lt;1&gt;" tests="8" failures="3" errors="0" skipped="0"',
  )
  expect(text).toContain('time="12.500"')
  expect(text).toContain('<testcase classname="good" name="successRate &gt;= 0.95"/>')
  expect(text).toContain(
    '<failure type="fail" message="a &amp; b: successRate &gt;= 0.95 failed, measured 0.94 [0.92, 0.96]"/>',
  )
  expect(text).toContain(
    'is inconclusive, measured 0.94 [0.92, 0.96]; about 120 more operations would tell: 2 more repetitions, at least 20 s"',
  )
  expect(text).toContain('<failure type="worse" message="good: successRate 0.99 → 0.94')
})

test('a run that did not complete is a failure', () => {
  const failed = { ...report, status: 'failed', error: 'no lab\n  at all', verdicts: [] } as RunReport
  expect(junitReport(failed)).toContain('name="completed"><failure type="failed" message="no lab at all"/>')
})

test('cells that look worse come with how many would by chance', () => {
  expect(comparisonLines(compared)).toEqual([
    'good: successRate 0.99 → 0.94, difference -0.05 [-0.07, -0.03]: worse',
    '  at 20 ms: successRate 0.99 → 0.94, difference -0.05 [-0.07, -0.03]: worse',
    `  By fault point: ${chanceWords([worse, { ...worse, verdict: 'same' }])}`,
  ])
})

test('a suspect measurement is told, of both runs, and fails nothing', () => {
  const bad = { quality: 'suspect', qualityReasons: ['starts were late'] }
  const trials = [{ quality: 'good', qualityReasons: [] }, bad, bad] as unknown as RunReport['trials']
  const now = '2 of 3 trials are suspect, for example: starts were late'
  expect(suspectWords(trials)).toBe(now)
  const both = { ...against, suspect: { now, before: '1 of 1 trial is suspect, for example: it stalled' } }
  const text = junitReport({ ...report, verdicts: [], trials }, both)
  expect(text).toContain(
    `classname="run" name="a measurement that is not suspect"><skipped message="${now}"/></testcase>`,
  )
  expect(text).toContain(
    'classname="baseline" name="run #7: a measurement that is not suspect"><skipped message="1 of 1 trial is suspect',
  )
  expect(text).toContain('failures="1" errors="0" skipped="2"')
  expect(baselineLines(both).slice(1, 3)).toEqual([
    '  ! run #7, the baseline, is a suspect measurement: 1 of 1 trial is suspect, for example: it stalled',
    `  ! this run is a suspect measurement: ${now}`,
  ])
  expect(baselineLines(against).join()).not.toContain('suspect')
})

test('a strategy without a partner in the baseline is named, and fails nothing', () => {
  const spec = { strategies: [{ label: 'good' }, { label: 'new' }] }
  expect(notCompared({ spec }, compared)).toEqual(['new'])
  const some = { ...against, alone: notCompared({ spec }, compared) }
  expect(baselineLines(some)[1]).toBe('  ! new: not compared, run #7 has no such strategy')
  const text = junitReport({ ...report, verdicts: [] }, some)
  expect(text).toContain('<skipped message="new: not compared, run #7 has no such strategy"/>')
  expect(text).toContain('failures="1" errors="0" skipped="1"')
})

test('what is not the same experiment, and what could not be estimated, is told and fails nothing', () => {
  const reason = 'no interval before: no operation was measured'
  const unknown: Comparison = {
    ...{ metric: 'p99LatencyMs', before: null, now: estimate(30, 1), difference: null },
    ...{ verdict: 'inconclusive', reason },
  }
  const [good] = compared
  const other: AgainstBaseline = {
    ...against,
    differences: [{ what: 'loss mode', before: 'request', now: 'ack' }],
    compared: good
      ? [{ ...good, labelBefore: 'the good', overall: [{ ...worse, verdict: 'better' }, unknown] }]
      : [],
  }
  const text = junitReport({ ...report, verdicts: [] }, other)
  expect(text).toContain('failures="0" errors="0" skipped="2"')
  expect(text).toContain('<skipped message="not the same experiment: loss mode request → ack"/>')
  expect(text).toContain('<skipped message="good: p99LatencyMs: inconclusive, no interval before')
  expect(baselineLines(other)).toEqual([
    'Against run #7, before:',
    '  ! not the same experiment: loss mode request → ack',
    'good (there the good): successRate 0.99 → 0.94, difference -0.05 [-0.07, -0.03]: better',
    `good (there the good): p99LatencyMs: inconclusive, ${reason}`,
    '  at 20 ms: successRate 0.99 → 0.94, difference -0.05 [-0.07, -0.03]: worse',
    `  By fault point: ${chanceWords([worse, { ...worse, verdict: 'same' }])}`,
  ])
})
