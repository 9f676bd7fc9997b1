/** What two runs do not have in common besides luck: differences of their figures are then differences of more than the strategies. */
import type { ExperimentSpec } from '../experiment/spec'
import { comparableTrials } from '../summary/recorded-trials'
import type { RunReport } from '../summary/report'

export interface ExperimentDifference {
  /** "loss mode", "trial duration (ms)". */
  what: string
  before: string
  now: string
}

/** Names of what a path of the spec is; others are called by their path. */
const TITLES: Record<string, string> = {
  'matrix.loss.mode': 'loss mode',
  'matrix.loss.manner': 'manner of loss',
  'matrix.loss.link': 'link that loses',
  'matrix.latency.link': 'link with latency',
  'matrix.latency.stream': 'direction of latency',
  attemptTimeoutMs: 'attempt time-out (ms)',
  operationDeadlineMs: 'operation deadline (ms)',
  trialDurationMs: 'trial duration (ms)',
  'target.kind': 'target',
}

/** The parts of a run that the comparison reads. */
export type ComparedRun = Pick<RunReport, 'spec' | 'points' | 'trials' | 'environment'>

/**
 * Everything that differs but seed, repetitions and thresholds, which change no figure's meaning, and the strategies, which are
 * told one by one.
 */
export function experimentDifferences(now: ComparedRun, before: ComparedRun): ExperimentDifference[] {
  const [a, b] = [factsOf(now), factsOf(before)]
  return [...new Set([...b.keys(), ...a.keys()])].flatMap((what) => {
    const [isNow, was] = [a.get(what) ?? 'none', b.get(what) ?? 'none']
    return isNow === was ? [] : [{ what, before: was, now: isNow }]
  })
}

/** "loss mode request → ack". */
export function differenceText({ what, before, now }: ExperimentDifference): string {
  return `${what} ${before} → ${now}`
}

/** Leaves of a value by path: `load.ratePerSecond` → 50. */
export function flattened(value: unknown, path: string): [string, string][] {
  if (Array.isArray(value) || value === null || typeof value !== 'object')
    return value === undefined ? [] : [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
  return Object.entries(value).flatMap(([key, inner]) =>
    flattened(inner, path === '' ? key : `${path}.${key}`),
  )
}

function factsOf({ spec, trials, environment, points }: ComparedRun): Map<string, string> {
  const { target, workload, attemptTimeoutMs, operationDeadlineMs, trialDurationMs, arms, scenario } = spec
  const { loss, latency } = spec.matrix
  const leaves = [
    ...flattened({ target, workload, attemptTimeoutMs, operationDeadlineMs, trialDurationMs, arms }, ''),
    ...flattened(
      { loss: lossOf(spec) ? loss : undefined, latency: latencyOf(spec) ? latency : undefined },
      'matrix',
    ),
    ...(scenario.length > 0 ? flattened({ scenario }, '') : []),
  ]
  return new Map([
    ...leaves.map(([path, value]): [string, string] => [TITLES[path] ?? path.replaceAll('.', ' '), value]),
    ['fault points', pointsText(points)],
    ['recorded with a profile', recordedText(trials)],
    ...(environment ? environmentFacts(environment) : []),
  ])
}

/** What loses nothing has no mode that matters. */
function lossOf(spec: ExperimentSpec): boolean {
  return axis(spec, 'lossPercent').some((share) => share > 0)
}

function latencyOf(spec: ExperimentSpec): boolean {
  return [...axis(spec, 'latencyMs'), ...axis(spec, 'jitterMs')].some((ms) => ms > 0)
}

function axis({ matrix }: ExperimentSpec, name: 'lossPercent' | 'latencyMs' | 'jitterMs'): readonly number[] {
  return matrix.points?.map((point) => point[name]) ?? matrix[name]
}

function pointsText(points: RunReport['points']): string {
  const values = (name: keyof RunReport['points'][number]) =>
    [...new Set(points.map((point) => point[name]))].sort((a, b) => a - b).join(', ')
  return `${points.length} (loss ${values('lossPercent')} %, latency ${values('latencyMs')} ms, jitter ${values('jitterMs')} ms, leader switches ${values('leaderSwitchesPerMinute')}/min)`
}

function recordedText(trials: RunReport['trials']): string {
  const used = comparableTrials(trials)
  const recorded = used.filter(({ profiled }) => profiled).length
  return recorded === 0 ? 'none of the trials' : recorded === used.length ? 'all trials' : 'some trials'
}

function environmentFacts(environment: NonNullable<RunReport['environment']>): [string, string][] {
  return [
    ['lab', environment.driver],
    ['etcd', environment.etcdVersion ?? 'none'],
    ['Toxiproxy', environment.toxiproxyVersion],
    ['Node', environment.nodeVersion],
    ['machine', `${environment.platform}, ${environment.cpus} × ${environment.cpuModel}`],
  ]
}
