/** What exported files say of a run in words: the same sentences in all of them. */
import { checkers } from '../checker/registry'
import { outOfReach } from '../experiment/out-of-reach'
import { OWN_UPSTREAM } from '../experiment/target'
import { targetWords } from '../experiment/target-words'
import { matrixWords } from '../experiment/matrix-words'
import { faultOf } from '../fault/registry'
import { evidenceWords } from '../finding/evidence-words'
import { count, counted } from '../words/counts'
import { estimateWords, NO_INTERVAL, type FigureUnit } from '../words/figures'
import type { RunFinding } from '../finding/report-findings'
import { countedText } from '../summary/by-success'
import type { Estimate } from '../summary/interval'
import { twoDigits } from '../summary/further-sample'
import { recordedWords } from '../summary/recorded-trials'
import type { RunReport, StrategyFigures } from '../summary/report'
import type { ThresholdResult, Verdict } from '../summary/verdict'
import { isCount, parseThresholdExpression } from '../experiment/threshold'

export const VERDICT_SIGNS: Record<Verdict, string> = { pass: '✓', fail: '✕', inconclusive: '?' }

const VERDICT_WORDS: Record<Verdict, string> = {
  pass: 'passed: every threshold holds',
  fail: 'failed: a threshold is missed',
  inconclusive: 'inconclusive: the sample is too small to tell',
}

/** "✓ passed: every threshold holds"; how the run ended where there is no verdict. */
export function verdictLine({
  verdict,
  status,
  spec,
}: Pick<RunReport, 'verdict' | 'status' | 'spec'>): string {
  if (verdict) return `${VERDICT_SIGNS[verdict]} ${VERDICT_WORDS[verdict]}`
  if (status !== 'completed') return `– no verdict: the run is ${status}`
  return spec.thresholds.length === 0
    ? '– no verdict: the experiment has no thresholds'
    : '– no verdict: no threshold concerns a strategy'
}

/** Says so where one of the measurements is suspect: who sees the picture does not see the rest. */
export function withDoubt(words: string, reports: readonly Pick<RunReport, 'quality'>[]): string {
  return reports.some(({ quality }) => quality === 'suspect') ? `${words} · ! suspect measurement` : words
}

/** What a reader must know before believing the figures; one sentence each. */
export function warnings(report: RunReport): string[] {
  const { trials, totalTrials, status, damagedBatches } = report
  const suspect = trials.filter(({ quality }) => quality === 'suspect').length
  const recorded = recordedWords(trials)
  return [
    ...(status === 'failed' ? [`This run failed: ${report.error ?? 'the worker gave no reason'}.`] : []),
    ...(trials.length < totalTrials
      ? [`${counted(trials.length, 'trial')} of ${count(totalTrials)} ended; the figures are theirs.`]
      : []),
    ...(suspect > 0
      ? [
          `${count(suspect)} of ${counted(trials.length, 'trial')} suspect: the harness may have measured itself there.`,
        ]
      : []),
    ...(recorded === null ? [] : [recorded]),
    ...outOfReach(report.spec).map(
      ({ arm, title, reason }) =>
        `Not to be compared: ${report.spec.strategies[arm]?.label ?? ''}, out of reach of “${title}”. ${reason}`,
    ),
    ...(damagedBatches.length > 0
      ? [`${counted(damagedBatches.length, 'batch', 'batches')} of stored attempts cannot be read any more.`]
      : []),
  ]
}

/** What was asked of the run, one phrase each. */
export function factLines(report: RunReport): [name: string, words: string][] {
  const { spec, points, environment } = report
  const faults = [
    ...matrixWords(spec.matrix),
    ...spec.scenario.map((step) => `${faultOf(step).describe(step.params)} at ${step.atMs} ms`),
  ]
  return [
    ['Faults', faults.length === 0 ? 'none' : faults.join('; ')],
    ['Matrix', `${counted(points.length, 'fault point')} × ${counted(spec.repetitions, 'repetition')}`],
    [
      'Trials',
      `${count(report.trials.length)} of ${count(report.totalTrials)}, ${spec.trialDurationMs / 1000} s each`,
    ],
    ['Target', targetWords(spec.target)],
    ['Seed', String(report.seed)],
    ...(report.version === null ? [] : [['Version', report.version] as [string, string]]),
    ...(report.tags.length === 0 ? [] : [['Tags', report.tags.join(', ')] as [string, string]]),
    ['Started', timeText(report.startedAt)],
    ['Finished', timeText(report.finishedAt)],
    ...(environment ? environmentLines(spec.target, environment) : []),
  ]
}

function environmentLines(
  target: RunReport['spec']['target'],
  environment: NonNullable<RunReport['environment']>,
): [string, string][] {
  return [
    target.kind === 'etcd'
      ? ['etcd', `${environment.etcdVersion ?? 'of unknown version'}, three members`]
      : ['HTTP upstream', target.upstream === OWN_UPSTREAM ? 'our own, one process' : target.upstream],
    ['Toxiproxy', environment.toxiproxyVersion],
    ['Lab', environment.driver === 'local' ? 'local processes' : 'external endpoints'],
    ['Node.js', environment.nodeVersion],
    ['Machine', `${environment.platform}, ${environment.cpus} × ${environment.cpuModel}`],
  ]
}

/** "2026-11-27 00:23:04 UTC"; a file has no reader's zone. */
export function timeText(iso: string | null): string {
  return iso === null || iso === '' ? '–' : `${iso.slice(0, 19).replace('T', ' ')} UTC`
}

/** What was counted where there is no interval; never a rate without its ends. */
export function rateText(
  figures: Pick<StrategyFigures, 'successRate' | 'ok' | 'operations' | 'successOf'>,
): string {
  return figures.successRate ? estimateWords(figures.successRate, 'percent') : countedText(figures)
}

/** An estimate with its interval; says so where there were operations and none can be given, and a dash where there were none. */
export function measuredText(
  { operations }: Pick<StrategyFigures, 'operations'>,
  estimate: Estimate | null,
  unit: FigureUnit,
): string {
  return estimate === null && operations > 0 ? NO_INTERVAL : estimateWords(estimate, unit)
}

/** Writes beyond the first of an operation, counted in the target’s own history; a dash where nobody could tell. */
export function duplicatesText({ checks }: Pick<StrategyFigures, 'checks'>): string {
  const check = checks.find(({ checker }) => checker === checkers['duplicate-effects'].name)
  if (!check || check.verdict === 'unknown') return '–'
  return `${check.verdict === 'invalid' ? '✕ ' : ''}${count(check.count)}`
}

/** "measured 84.70 % (81.80–87.10 %)", and what would tell more. */
export function measuredWords({ expression, measured, more, reason }: ThresholdResult): string {
  const metric = parseThresholdExpression(expression)?.metric
  if (!measured || !metric) return reason ?? 'the sample is too small for an estimate'
  if (isCount(metric)) return `${count(measured.value)} found`
  const unit = metric === 'successRate' ? 'percent' : metric === 'amplification' ? 'times' : 'ms'
  const needed = more ? `; about ${count(twoDigits(more.operations))} more operations would tell` : ''
  return `measured ${estimateWords(measured, unit)}${needed}`
}

/** "In the worst trial (trial 5), 40 attempts …". */
export function findingText(finding: RunFinding, ofTrials: number): string {
  const words = evidenceWords(finding, ofTrials)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
