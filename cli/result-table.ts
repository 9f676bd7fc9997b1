/** What a run showed, as a table for a terminal. */
import { checkers } from '@/lib/core/checker/registry'
import { countedText } from '@/lib/core/summary/by-success'
import { APART_KINDS, APART_WORDS, countedApart } from '@/lib/core/summary/counted-apart'
import { twoDigits } from '@/lib/core/summary/further-sample'
import type { Estimate } from '@/lib/core/summary/interval'
import { matrixWords } from '@/lib/core/experiment/matrix-words'
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import { targetWords } from '@/lib/core/experiment/target-words'
import { faultOf } from '@/lib/core/fault/registry'
import { evidenceWords } from '@/lib/core/finding/evidence-words'
import type { RunReport } from '@/lib/core/summary/report'
import type { ThresholdResult } from '@/lib/core/summary/verdict'
import { workloads } from '@/lib/core/workload/registry'
import { secondsText } from './progress-display'
import { textTable } from './text-table'

const NOTHING = '–'

/** One line per strategy: success, requests per operation, P99 latency, verdict; estimates with their 95 % interval. */
export function resultTable(report: RunReport): string {
  const rows = report.spec.strategies.map(({ label }, arm) => {
    const figures = report.arms[arm]
    const verdict = report.verdicts.find((strategy) => strategy.arm === arm)?.verdict
    return [
      label,
      figures ? String(figures.operations) : NOTHING,
      figures && figures.operations > 0 && !figures.successRate
        ? countedText(figures)
        : estimateText(figures?.successRate, (value) => `${(100 * value).toFixed(1)}`, ' %'),
      estimateText(figures?.amplification, (value) => value.toFixed(2)),
      estimateText(figures?.p99LatencyMs, (value) => value.toFixed(0), ' ms'),
      verdict ?? NOTHING,
    ]
  })
  return textTable(
    ['Strategy', 'Operations', 'Success', 'Requests/operation', 'P99 latency', 'Verdict'],
    rows,
  )
}

/** What the run did to its target, with the mode of any loss: the table alone would not say what its figures stand for. */
export function faultLines({
  spec: { matrix, scenario, target, workload },
}: Pick<RunReport, 'spec'>): string[] {
  const steps = scenario.map((step) => `${faultOf(step).describe(step.params)} at ${step.atMs} ms`)
  const words = matrixWords(matrix)
  return [
    ...(target.kind === 'etcd' ? [] : [`Target: ${targetWords(target)}.`]),
    ...(workload.kind === 'register' ? [] : [`Workload: ${workloads[workload.kind].title.toLowerCase()}.`]),
    `Faults: ${words.length === 0 ? 'none in the matrix' : words.join('; ')}.`,
    ...(steps.length === 0 ? [] : [`Scenario: ${steps.join('; ')}.`]),
  ]
}

/** Strategies that a fault of the run passed by: they had it easier than the others. */
export function outOfReachLines({ spec }: Pick<RunReport, 'spec'>): string[] {
  return outOfReach(spec).map(
    ({ arm, title, reason }) =>
      `Not to be compared: ${spec.strategies[arm]?.label ?? ''}, out of reach of “${title}”. ${reason}`,
  )
}

/** What is counted beside attempts and retries, where it is not 0: one line per kind, its strategies below it. */
export function apartLines(
  report: Pick<RunReport, 'arms'> & { spec: Pick<RunReport['spec'], 'strategies'> },
): string[] {
  const all = report.arms.flatMap((figures, arm) =>
    countedApart(figures).map((apart) => ({ ...apart, label: report.spec.strategies[arm]?.label ?? '' })),
  )
  return APART_KINDS.flatMap((kind) => {
    const rows = all.filter((row) => row.kind === kind)
    if (rows.length === 0) return []
    const { title, meaning } = APART_WORDS[kind]
    return [
      `${title}: ${meaning}`,
      ...rows.map(({ label, count, details }) => {
        const parts = details.map((detail) => `${detail.count} ${detail.words}`).join(', ')
        return `  ${label}: ${count}${parts === '' ? '' : ` (${parts})`}`
      }),
    ]
  })
}

/** What checkers found wrong in the target's own history, and where they could not look: one line each. */
export function checkLines({
  arms,
  spec,
}: Pick<RunReport, 'arms'> & { spec: Pick<RunReport['spec'], 'strategies'> }): string[] {
  return arms.flatMap(({ checks }, arm) => {
    const label = spec.strategies[arm]?.label ?? `strategy ${arm + 1}`
    return checks.flatMap(({ checker, verdict, count, outOf, examples }) => {
      const { title = checker, of = '' } = Object.values(checkers).find(({ name }) => name === checker) ?? {}
      if (verdict === 'invalid')
        return [`${title}, ${label}: ${count} in ${outOf} ${of} (${examples[0] ?? ''})`]
      // A library's attempts cannot be told apart: that is no news.
      return verdict === 'unknown' && examples.length > 0
        ? [`${title}, ${label}: unknown, ${examples[0]}`]
        : []
    })
  })
}

/** What the rules have found, each with what to do: two lines per finding. */
export function findingLines({
  findings,
  trials,
  spec,
}: Pick<RunReport, 'findings' | 'trials'> & { spec: Pick<RunReport['spec'], 'strategies'> }): string[] {
  return findings.flatMap((finding) => [
    `${finding.title}, ${spec.strategies[finding.arm]?.label ?? `strategy ${finding.arm + 1}`}: ${evidenceWords(finding, trials.length)}.`,
    `  ${finding.remedy}`,
  ])
}

/** The thresholds that were not passed, one per line. */
export function thresholdLines(report: RunReport): string[] {
  return report.verdicts.flatMap(({ arm, results }) =>
    results
      .filter((result) => result.verdict !== 'pass')
      .map((result) => thresholdText(report.spec.strategies[arm]?.label ?? `strategy ${arm + 1}`, result)),
  )
}

/** "no retry: successRate >= 0.99 failed, measured 0.847 [0.818, 0.871]". */
export function thresholdText(
  label: string,
  { expression, verdict, measured, more, reason }: ThresholdResult,
): string {
  const found = measured
    ? `measured ${intervalText(measured)}`
    : (reason ?? 'too few operations for an estimate')
  const needed = more
    ? `; about ${twoDigits(more.operations)} more operations would tell: ${more.repetitions} more ${more.repetitions === 1 ? 'repetition' : 'repetitions'}, at least ${secondsText(more.atLeastMs)}`
    : ''
  const words = { pass: 'held', fail: 'failed', inconclusive: 'is inconclusive' }
  return `${label}: ${expression} ${words[verdict]}, ${found}${needed}`
}

export function intervalText({ value, low, high }: Estimate): string {
  return `${short(value)} [${short(low)}, ${short(high)}]`
}

function estimateText(
  estimate: Estimate | null | undefined,
  digits: (value: number) => string,
  unit = '',
): string {
  if (!estimate) return NOTHING
  return `${digits(estimate.value)}${unit} [${digits(estimate.low)}, ${digits(estimate.high)}]`
}

export function short(value: number): string {
  return String(Number(value.toPrecision(4)))
}
