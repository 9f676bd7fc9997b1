/** What a run showed, as JUnit XML: each threshold of each strategy is a test case, and each comparison with a baseline. */
import {
  COMPARISON_WORDS,
  hasComparison,
  type Comparison,
  type StrategyComparison,
} from '@/lib/core/comparison/compare-runs'
import type { RunReport } from '@/lib/core/summary/report'
import { suspectWords } from '@/lib/core/summary/suspect-words'
import type { ThresholdResult } from '@/lib/core/summary/verdict'
import { aloneText, comparisonText, warningText, type AgainstBaseline } from './comparison-lines'
import { thresholdText } from './result-table'

interface TestCase {
  classname: string
  name: string
  /** Null = passed. */
  failure: { type: string; message: string } | null
  /** Why nothing was shown, where that is no failure: the file’s word for it is "skipped". */
  skipped?: string | null
}

/**
 * The text of the file. A threshold that is inconclusive is a failure of that type, as the exit code has it; so is a run that
 * did not complete. A comparison fails where it is worse, and where a baseline was given and nothing could be compared; one
 * figure that cannot be compared is skipped with its reason, a strategy without a partner in the baseline as well, and so is the sameness of the experiments where they differ, and
 * the quality of a measurement where it is suspect: this run's, and the baseline's.
 */
export function junitReport(report: RunReport, against: AgainstBaseline | null = null): string {
  const cases = [...ownCases(report), ...(against ? baselineCases(against) : [])]
  const skipped = cases.filter((one) => one.skipped).length
  const failures = cases.filter(({ failure }) => failure !== null).length
  const seconds = between(report.startedAt, report.finishedAt)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failures}">`,
    `  <testsuite name="${escaped(report.name)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds}">`,
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
  const quality: TestCase = {
    ...{ classname: 'run', name: 'a measurement that is not suspect', failure: null },
    skipped: suspectWords(report.trials),
  }
  const thresholds = report.verdicts.flatMap(({ arm, results }) =>
    results.map((result) => thresholdCase(report.spec.strategies[arm]?.label ?? '', result)),
  )
  return [completed, quality, ...thresholds]
}

function thresholdCase(label: string, result: ThresholdResult): TestCase {
  const { verdict, expression } = result
  return {
    classname: label,
    name: expression,
    failure: verdict === 'pass' ? null : { type: verdict, message: thresholdText(label, result) },
  }
}

function baselineCases(against: AgainstBaseline): TestCase[] {
  const { number, compared } = against
  const sameness: TestCase = {
    ...{ classname: 'baseline', name: `the same experiment as run #${number}`, failure: null },
    skipped: warningText(against),
  }
  const quality: TestCase = {
    ...{ classname: 'baseline', name: `run #${number}: a measurement that is not suspect`, failure: null },
    skipped: against.suspect.before,
  }
  const message = 'no strategy with a figure stands in both runs: nothing was compared'
  const nothing: TestCase = {
    ...{ classname: 'baseline', name: `against run #${number}`, failure: { type: 'inconclusive', message } },
  }
  return [
    sameness,
    quality,
    ...compared.flatMap(comparedCases),
    ...against.alone.map((label) => aloneCase(label, against)),
    ...(hasComparison(compared) ? [] : [nothing]),
  ]
}

function aloneCase(label: string, against: AgainstBaseline): TestCase {
  return {
    ...{ classname: `${label} against the baseline`, name: `has a partner in run #${against.number}` },
    ...{ failure: null, skipped: aloneText(label, against) },
  }
}

/** Over the whole matrix: of many cells, some look worse by chance alone. */
function comparedCases({ label, overall }: StrategyComparison): TestCase[] {
  return overall.map((comparison) => ({
    classname: `${label} against the baseline`,
    name: comparison.metric,
    failure: failureOf(label, comparison),
    skipped: comparison.reason === null ? null : `${label}: ${comparisonText(comparison)}`,
  }))
}

function failureOf(label: string, comparison: Comparison): TestCase['failure'] {
  return comparison.verdict === 'worse'
    ? { type: COMPARISON_WORDS.worse, message: `${label}: ${comparisonText(comparison)}` }
    : null
}

function caseText({ classname, name, failure, skipped }: TestCase): string {
  const head = `    <testcase classname="${escaped(classname)}" name="${escaped(name)}"`
  if (!failure && skipped) return `${head}><skipped message="${escaped(skipped)}"/></testcase>`
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
