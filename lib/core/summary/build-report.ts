/** From what is stored of a run to the report that pages, the command line and exports show. */
import { faultPoints } from '../experiment/fault-points'
import type { ExperimentSpec } from '../experiment/spec'
import type { FaultPoint } from '../fault/fault-point'
import { builtInCatalogue } from '../strategy/catalogue'
import { planTrials } from '../experiment/plan'
import { reportFindings } from '../finding/report-findings'
import { operationsAreIndependent } from '../experiment/independence'
import type { ArmSummary } from './arm-summary'
import { checksOf, figuresOf } from './figures'
import { comparableTrials } from './recorded-trials'
import type {
  CellReport,
  DerivedReport,
  RunReport,
  StrategyFigures,
  StrategyOverview,
  TrialReport,
} from './report'
import type { MeasuredArm } from './strata-of-arms'
import { judgeThresholds, worst } from './verdict'

/** A finished trial with its summaries, one per strategy. */
export interface StoredTrial extends TrialReport {
  arms: ArmSummary[]
}

/** Everything stored of a run; the rest of the report is derived. */
export type StoredRun = Omit<RunReport, keyof DerivedReport> & { trials: StoredTrial[] }

/** What a report is derived from. */
export type ReportSource = Pick<StoredRun, 'spec' | 'status' | 'trials'>

/** Builds the report. Pure: the same stored run gives the same report. */
export function buildRunReport(stored: StoredRun): RunReport {
  const { trials: _, ...run } = stored
  return { ...run, ...deriveReport(stored) }
}

/**
 * The derived part alone. Pure.
 * @param known cells of fault points that have had no new trial since, by index of the point
 */
export function deriveReport(
  { spec, status, trials }: ReportSource,
  known: ReadonlyMap<number, CellReport[]> = new Map(),
): DerivedReport {
  const points = faultPoints(spec.matrix)
  const cells = points.flatMap((_, pointIndex) => known.get(pointIndex) ?? cellsOf(spec, trials, pointIndex))
  const arms = spec.strategies.map((_, arm) =>
    overviewOf(
      figuresOfArm(spec, points, trials, arm),
      cells.filter((cell) => cell.arm === arm),
    ),
  )
  const repetitions = comparableTrials(trials).length / points.length
  const verdicts = status === 'completed' ? judgeThresholds(spec, arms, repetitions) : []
  return {
    points,
    totalTrials: planTrials(spec).length,
    trials: trials.map(withoutArms),
    cells,
    arms,
    findings: reportFindings(trials),
    quality:
      trials.length === 0 ? null : trials.some((trial) => trial.quality === 'suspect') ? 'suspect' : 'good',
    verdicts,
    verdict: worst(verdicts.map((verdict) => verdict.verdict)),
  }
}

/**
 * All figures of one fault point, one per strategy; null where nothing was measured. Pure.
 * @param trials those of the point; others are left out
 */
export function pointFigures(
  spec: ExperimentSpec,
  trials: readonly StoredTrial[],
  pointIndex: number,
): (StrategyFigures | null)[] {
  const points = faultPoints(spec.matrix)
  const ofPoint = trials.filter((trial) => trial.pointIndex === pointIndex)
  return spec.strategies.map((_, arm) =>
    ofPoint.length === 0 ? null : figuresOfArm(spec, points, ofPoint, arm),
  )
}

/** The cells of one fault point. Pure. @param trials those of the point; others are left out */
export function cellsOf(
  spec: ExperimentSpec,
  trials: readonly StoredTrial[],
  pointIndex: number,
): CellReport[] {
  const ofPoint = trials.filter((trial) => trial.pointIndex === pointIndex)
  return pointFigures(spec, ofPoint, pointIndex).flatMap((figures, arm) =>
    figures ? [cellOf(comparableTrials(ofPoint), { pointIndex, arm }, figures)] : [],
  )
}

/** Of trials that may be compared; what was found in the target’s own history is a fact in any trial. */
function figuresOfArm(
  spec: ExperimentSpec,
  points: readonly FaultPoint[],
  trials: readonly StoredTrial[],
  arm: number,
): StrategyFigures {
  const checks = checksOf(trials.flatMap(({ arms }) => arms[arm] ?? []))
  return { ...figuresOf(measuredArms(spec, points, comparableTrials(trials), arm)), checks }
}

function measuredArms(
  spec: ExperimentSpec,
  points: readonly FaultPoint[],
  trials: readonly StoredTrial[],
  arm: number,
): MeasuredArm[] {
  return trials.flatMap(({ arms, pointIndex, windowMs }) => {
    const summary = arms[arm]
    const point = points[pointIndex]
    if (!summary || !point) return []
    const independent = operationsAreIndependent(spec, point, arm)
    const { leaderSwitchesPerMinute } = point
    const switchPeriodMs = leaderSwitchesPerMinute > 0 ? 60_000 / leaderSwitchesPerMinute : null
    const mostRequests = mostRequestsOf(spec, arm)
    return [{ summary, pointIndex, windowMs, independent, switchPeriodMs, mostRequests }]
  })
}

/** The most requests that the strategy can make for one operation; null where nobody knows beforehand. */
function mostRequestsOf({ strategies }: ExperimentSpec, arm: number): number | null {
  const choice = strategies[arm]
  const most = choice && builtInCatalogue.find(choice.use)?.retryLimit?.(choice.params)?.attempts
  return most !== undefined && Number.isFinite(most) ? most : null
}

/** What the whole matrix says, and where it was worst. */
function overviewOf(figures: StrategyFigures, cells: readonly CellReport[]): StrategyOverview {
  // By what was counted: a point that is too bad for an interval is not left out.
  const [worst] = cells
    .filter((cell) => cell.figures.operations > 0)
    .map(({ pointIndex, figures: { ok, operations, successRate } }) => {
      return { pointIndex, ok, operations, successRate }
    })
    .sort((a, b) => a.ok / a.operations - b.ok / b.operations)
  return { ...figures, worst: worst ?? null }
}

function cellOf(
  trials: readonly StoredTrial[],
  place: Pick<CellReport, 'pointIndex' | 'arm'>,
  all: StrategyFigures,
): CellReport {
  const {
    backoff: _1,
    checks: _2,
    deferred: _3,
    errors: _4,
    stops: _5,
    waitedMsPerOperation: _6,
    ...figures
  } = all
  return {
    ...place,
    trials: trials.length,
    suspectTrials: trials.filter((trial) => trial.quality === 'suspect').length,
    figures,
  }
}

function withoutArms({ arms: _, ...trial }: StoredTrial): TrialReport {
  return trial
}
