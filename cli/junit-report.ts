/** What a run showed, as JUnit XML: each threshold of each strategy is a test case, and each comparison with a baseline. */
import { COMPARISON_WORDS, hasComparison, type StrategyComparison } from '@/lib/core/comparison/compare-runs'
import type { RunReport } from '@/lib/core/summary/report'
import type { ThresholdResult } from '@/lib/core/summary/verdict'
import { comparisonText, thresholdText } from './result-table'

interface TestCase {
  classname: string
  name: string
  /** Null = passed. */
  failure: { type: string; message: string } | null
}

/**
 * The text of the file. A threshold that is inconclusive is a failure of that type, as the exit code has it; so is a run that
 * did not complete. A comparison fails where it is worse, and where a baseline was given and nothing could be compared.
 */
export function junitReport(
  report: RunReport,
  compared: readonly StrategyComparison[],
  baseline: Pick<RunReport, 'number'> | null = null,
): string {
  const cases = [
    ...ownCases(report),
    ...compared.flatMap(comparedCases),
    ...(baseline && !hasComparison(compared) ? [nothingCompared(baseline)] : []),
  ]
  const failures = cases.filter(({ failure }) => failure !== null).length
  const seconds = between(report.startedAt, report.finishedAt)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failures}">`,
    `  <testsuite name="${escaped(report.name)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="${seconds}">`,
    ...cases.map(caseText),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function ownCases(report: RunReport): TestCase[] {
  const completed: TestCase = {
    classname: 'run',
    name: 'completed',
    failure:
      report.status === 'completed'
        ? null
        : { type: report.status, message: report.error ?? `the run ${report.status}` },
  }
  const thresholds = report.verdicts.flatMap(({ arm, results }) =>
    results.map((result) => thresholdCase(report.spec.strategies[arm]?.label ?? '', result)),
  )
  return [completed, ...thresholds]
}

function thresholdCase(label: string, result: ThresholdResult): TestCase {
  const { verdict, expression } = result
  return {
    classname: label,
    name: expression,
    failure: verdict === 'pass' ? null : { type: verdict, message: thresholdText(label, result) },
  }
}

/** Over the whole matrix: of many cells, some look worse by chance alone. */
function comparedCases({ label, overall }: StrategyComparison): TestCase[] {
  return overall.map((comparison) => ({
    classname: `${label} against the baseline`,
    name: comparison.metric,
    failure:
      comparison.verdict === 'worse'
        ? { type: COMPARISON_WORDS.worse, message: `${label}: ${comparisonText(comparison)}` }
        : null,
  }))
}

function nothingCompared({ number }: Pick<RunReport, 'number'>): TestCase {
  const message = 'no strategy stands in both runs by its label: nothing was compared'
  return { classname: 'baseline', name: `against run #${number}`, failure: { type: 'inconclusive', message } }
}

function caseText({ classname, name, failure }: TestCase): string {
  const head = `    <testcase classname="${escaped(classname)}" name="${escaped(name)}"`
  if (!failure) return `${head}/>`
  return `${head}><failure type="${escaped(failure.type)}" message="${escaped(failure.message)}"/></testcase>`
}

function between(from: string | null, to: string | null): string {
  return from && to ? ((Date.parse(to) - Date.parse(from)) / 1_000).toFixed(3) : '0'
}

/** Characters that XML 1.0 does not know at all are left out. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\s*\n\s*/g, ' ')
}
