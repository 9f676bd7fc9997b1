/** A run against its baseline, in lines for the terminal. */
import { chanceWords } from '@/lib/core/comparison/chance-words'
import {
  COMPARISON_WORDS,
  hasComparison,
  type Comparison,
  type StrategyComparison,
} from '@/lib/core/comparison/compare-runs'
import { differenceText, type ExperimentDifference } from '@/lib/core/comparison/experiment-differences'
import { intervalText, short } from './result-table'

/** The runs that were compared, and how. */
export interface AgainstBaseline {
  number: number
  name: string
  /** That the measurements are suspect, this run's and the baseline's (see suspectWords); null where one is not. */
  suspect: { now: string | null; before: string | null }
  /** What the experiments do not have in common. */
  differences: readonly ExperimentDifference[]
  compared: readonly StrategyComparison[]
  /** Labels of this run's strategies that found no partner in the baseline. */
  alone: readonly string[]
}

/** Everything that is told of it: first whether it is the same experiment at all. */
export function baselineLines(baseline: AgainstBaseline): string[] {
  const { number, name, compared } = baseline
  const head = `Against run #${number}, ${name}:`
  const warning = warningText(baseline)
  const nothing =
    compared.length === 0
      ? 'no strategy stands in both: nothing was compared.'
      : 'every figure is inconclusive: nothing was shown.'
  return [
    head,
    ...(warning === null ? [] : [`  ! ${warning}`]),
    ...suspectTexts(baseline).map((text) => `  ! ${text}`),
    ...baseline.alone.map((label) => `  ! ${aloneText(label, baseline)}`),
    ...comparisonLines(compared),
    ...(hasComparison(compared) ? [] : [`  ${nothing}`]),
  ]
}

/** "not the same experiment: loss mode request → ack; …"; null where it is. */
export function warningText({ differences }: Pick<AgainstBaseline, 'differences'>): string | null {
  return differences.length === 0
    ? null
    : `not the same experiment: ${differences.map(differenceText).join('; ')}`
}

/** "jittered: not compared, run #7 has no such strategy". */
export function aloneText(label: string, { number }: Pick<AgainstBaseline, 'number'>): string {
  return `${label}: not compared, run #${number} has no such strategy`
}

/** "run #7, the baseline, is a suspect measurement: 2 of 4 trials are suspect, for example: …": one for each run that is. */
export function suspectTexts({ number, suspect }: Pick<AgainstBaseline, 'number' | 'suspect'>): string[] {
  return [
    ...(suspect.before === null
      ? []
      : [`run #${number}, the baseline, is a suspect measurement: ${suspect.before}`]),
    ...(suspect.now === null ? [] : [`this run is a suspect measurement: ${suspect.now}`]),
  ]
}

/**
 * What changed against a baseline, one line per strategy and metric over the whole matrix; below it the cells that look worse,
 * with how many would show a difference by chance.
 */
export function comparisonLines(compared: readonly StrategyComparison[]): string[] {
  return compared.flatMap((strategy) => {
    const name = comparedName(strategy)
    const all = strategy.cells.flatMap(({ point, comparisons }) =>
      comparisons.flatMap((comparison) => (comparison.difference ? [{ point, comparison }] : [])),
    )
    const worse = all.filter(({ comparison }) => comparison.verdict === 'worse')
    return [
      ...(strategy.changes.length > 0
        ? [`${name}: not the same strategy: ${strategy.changes.map(differenceText).join('; ')}`]
        : []),
      ...strategy.overall.map((comparison) => `${name}: ${comparisonText(comparison)}`),
      ...worse.map(({ point, comparison }) => `  at ${point}: ${comparisonText(comparison)}`),
      ...(worse.length > 0 && all.length > 1
        ? [`  By fault point: ${chanceWords(all.map(({ comparison }) => comparison))}`]
        : []),
    ]
  })
}

/** "successRate 0.95 → 0.99, difference 0.04 [0.02, 0.06]: better". */
export function comparisonText({ metric, before, now, difference, verdict, reason }: Comparison): string {
  if (!before || !now || !difference)
    return `${metric}: ${COMPARISON_WORDS[verdict]}, ${reason ?? 'no interval'}`
  return `${metric} ${short(before.value)} → ${short(now.value)}, difference ${intervalText(difference)}: ${COMPARISON_WORDS[verdict]}`
}

/** With its other name where that is another. */
function comparedName({ label, labelBefore }: StrategyComparison): string {
  return label === labelBefore ? label : `${label} (there ${labelBefore})`
}
