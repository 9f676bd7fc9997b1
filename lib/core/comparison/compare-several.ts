/** Several runs against one: what a page needs of it, as one JSON value. */
import { recordedWords } from '../summary/recorded-trials'
import type { RunReport } from '../summary/report'
import { COMPARED_METRICS, compareRuns, type ComparedMetric, type StrategyComparison } from './compare-runs'
import { experimentDifferences, type ExperimentDifference } from './experiment-differences'

export const ALL_METRICS = Object.keys(COMPARED_METRICS) as [ComparedMetric, ...ComparedMetric[]]

/** What a page says of a run besides its figures. */
export type ComparedRunHead = Pick<
  RunReport,
  'id' | 'number' | 'name' | 'status' | 'quality' | 'startedAt'
> & {
  strategies: { use: string; label: string }[]
  finishedTrials: number
  /** What recordings did to its figures; null where none was made. */
  recorded: string | null
}

export interface AgainstRun {
  run: ComparedRunHead
  /** What the experiments do not have in common. */
  differences: ExperimentDifference[]
  /** Overall by every metric, cells by the one that was asked for. */
  strategies: StrategyComparison[]
  /** Labels of strategies that only one of the two has. */
  onlyNow: string[]
  onlyBefore: string[]
}

export interface SeveralCompared {
  /** That cells are told by. */
  metric: ComparedMetric
  baseline: ComparedRunHead
  others: AgainstRun[]
}

/** The first against each of the others, the other way round: differences are theirs minus the baseline’s. */
export function compareSeveral(
  baseline: RunReport,
  others: readonly RunReport[],
  metric: ComparedMetric,
): SeveralCompared {
  return {
    metric,
    baseline: headOf(baseline),
    others: others.map((run) => {
      const strategies = compareRuns(run, baseline, ALL_METRICS, [metric])
      const without = ({ spec }: RunReport, labels: readonly string[]) =>
        spec.strategies.map(({ label }) => label).filter((label) => !labels.includes(label))
      return {
        run: headOf(run),
        differences: experimentDifferences(run, baseline),
        strategies,
        onlyNow: without(
          run,
          strategies.map(({ label }) => label),
        ),
        onlyBefore: without(
          baseline,
          strategies.map(({ labelBefore }) => labelBefore),
        ),
      }
    }),
  }
}

function headOf({ id, number, name, status, quality, startedAt, spec, trials }: RunReport): ComparedRunHead {
  return {
    ...{ id, number, name, status, quality, startedAt },
    strategies: spec.strategies.map(({ use, label }) => ({ use, label })),
    finishedTrials: trials.length,
    recorded: recordedWords(trials),
  }
}
