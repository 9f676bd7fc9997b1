/** From what is stored of a run to the report that pages, the command line and exports show. */
import { faultPoints } from '../experiment/matrix'
import { planTrials } from '../experiment/plan'
import { reportFindings } from '../finding/report-findings'
import { operationsAreIndependent } from '../experiment/independence'
import type { ArmSummary } from './arm-summary'
import { figuresOf } from './figures'
import type { CellReport, RunReport, StrategyFigures, StrategyOverview, TrialReport } from './report'
import type { MeasuredArm } from './strata-of-arms'
import { judgeThresholds, worst } from './verdict'

/** A finished trial with its summaries, one per strategy. */
export interface StoredTrial extends TrialReport {
  arms: ArmSummary[]
}

/** Everything stored of a run; the rest of the report is derived. */
export type StoredRun = Omit<
  RunReport,
  'points' | 'totalTrials' | 'trials' | 'cells' | 'arms' | 'findings' | 'quality' | 'verdicts' | 'verdict'
> & { trials: StoredTrial[] }

/** Builds the report. Pure: the same stored run gives the same report. */
export function buildRunReport(stored: StoredRun): RunReport {
  const { spec, trials, ...run } = stored
  const points = faultPoints(spec.matrix)
  const measured = (of: readonly StoredTrial[], arm: number): MeasuredArm[] =>
    of.flatMap(({ arms, pointIndex, windowMs }) => {
      const summary = arms[arm]
      const point = points[pointIndex]
      if (!summary || !point) return []
      return [{ summary, pointIndex, windowMs, independent: operationsAreIndependent(spec, point, arm) }]
    })
  const cells = points.flatMap((_, pointIndex) => {
    const ofPoint = trials.filter((trial) => trial.pointIndex === pointIndex)
    if (ofPoint.length === 0) return []
    return spec.strategies.map((_, arm) =>
      cellOf(ofPoint, { pointIndex, arm }, figuresOf(measured(ofPoint, arm))),
    )
  })
  const arms = spec.strategies.map((_, arm) =>
    overviewOf(
      figuresOf(measured(trials, arm)),
      cells.filter((cell) => cell.arm === arm),
    ),
  )
  const verdicts = run.status === 'completed' ? judgeThresholds(spec, arms) : []
  return {
    ...run,
    spec,
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

/** What the whole matrix says, and where it was worst. */
function overviewOf(figures: StrategyFigures, cells: readonly CellReport[]): StrategyOverview {
  const rates = cells.flatMap(({ pointIndex, figures: { successRate } }) =>
    successRate ? [{ pointIndex, successRate }] : [],
  )
  const [worstPoint] = [...rates].sort((a, b) => a.successRate.value - b.successRate.value)
  return { ...figures, worst: worstPoint ?? null }
}

function cellOf(
  trials: readonly StoredTrial[],
  place: Pick<CellReport, 'pointIndex' | 'arm'>,
  figures: StrategyFigures,
): CellReport {
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
