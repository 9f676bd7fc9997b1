/** A run against another one, as tables: over the matrix by every metric, and by fault point by one. */
import { chanceWords } from '../../comparison/chance-words'
import {
  METRIC_TITLES,
  type Comparison,
  type ComparedMetric,
  type StrategyComparison,
} from '../../comparison/compare-runs'
import type { AgainstRun, ComparedRunHead } from '../../comparison/compare-several'
import { verdictLook } from '../../comparison/verdict-look'
import { differenceText, type ExperimentDifference } from '../../comparison/experiment-differences'
import { comparedWords, differenceWords } from '../../words/compared-words'
import type { ChartLook } from '../svg/marks'
import { joined, tag, text, type Markup } from '../svg/markup'
import { badge, breakable, dataTable, nameOf, paragraph } from './parts'

// What pictures of links write, too.

/** What stands between two runs besides luck. */
export function differenceNotes(baseline: ComparedRunHead, against: AgainstRun): Markup[] {
  const { differences, strategies, onlyBefore, onlyNow, run } = against
  const warning = (title: string, changes: readonly ExperimentDifference[]) =>
    tag(
      'div',
      { class: 'warning' },
      text(`! ${title}`),
      tag('ul', {}, ...changes.map((change) => tag('li', {}, text(differenceText(change))))),
    )
  const notes = [
    ...(onlyNow.length > 0 ? [`Only in run ${run.number}: ${onlyNow.join(', ')}.`] : []),
    ...(onlyBefore.length > 0 ? [`Only in run ${baseline.number}: ${onlyBefore.join(', ')}.`] : []),
    ...[baseline, run].flatMap(({ number, recorded }) => (recorded ? [`Run ${number}: ${recorded}`] : [])),
    ...[baseline, run].flatMap(({ number, quality }) =>
      quality === 'suspect' ? [`Run ${number} is a suspect measurement.`] : [],
    ),
    ...[baseline, run].flatMap(({ number, status }) =>
      status === 'completed' ? [] : [`Run ${number} is not complete (${status}).`],
    ),
  ]
  return [
    ...(differences.length > 0
      ? [warning('Not the same experiment: differences below are not of the strategies alone', differences)]
      : []),
    ...strategies.flatMap(({ label, changes }) =>
      changes.length > 0 ? [warning(`Not the same strategy: ${label}`, changes)] : [],
    ),
    ...notes.map((note) => paragraph(note)),
  ]
}

/** A row per strategy, a column per metric; differences are those of the run minus the baseline. */
export function overallTable(
  label: string,
  strategies: readonly StrategyComparison[],
  looks: readonly ChartLook[],
  metrics: readonly ComparedMetric[],
): Markup {
  const rows = strategies.flatMap(({ arm, overall, suspect }) => {
    const look = looks[arm]
    if (!look) return []
    return [[nameOf(look), ...metrics.map((metric) => comparisonCell(metric, overall, suspect))]]
  })
  if (rows.length === 0) return paragraph('No strategy stands in both runs: nothing can be compared.')
  return joined([
    dataTable(label, ['Strategy', ...metrics.map((metric) => METRIC_TITLES[metric])], rows),
    reasons(strategies, metrics),
  ])
}

/** Why there is no difference, and what would help. */
function reasons(strategies: readonly StrategyComparison[], metrics: readonly ComparedMetric[]): Markup {
  const words = strategies.flatMap(({ label, overall }) =>
    overall.flatMap(({ metric, reason }) =>
      reason !== null && metrics.includes(metric) ? [`${label}, ${METRIC_TITLES[metric]}: ${reason}.`] : [],
    ),
  )
  if (words.length === 0) return joined([])
  return tag(
    'details',
    {},
    tag('summary', {}, text(`Why there is no difference (${words.length})`)),
    tag('ul', {}, ...words.map((one) => tag('li', { class: 'soft' }, text(one)))),
  )
}

/** A row per fault point, a column per strategy. */
export function pointTable(
  metric: ComparedMetric,
  strategies: readonly StrategyComparison[],
  looks: readonly ChartLook[],
): Markup[] {
  const shown = strategies.filter(({ arm }) => looks[arm])
  const names = new Map(
    shown.flatMap(({ cells }) => cells.map(({ pointIndex, point }) => [pointIndex, point] as const)),
  )
  if (names.size === 0) return []
  const rows = [...names]
    .sort(([a], [b]) => a - b)
    .map(([pointIndex, name]) => [
      text(name),
      ...shown.map(({ cells }) => {
        const cell = cells.find((one) => one.pointIndex === pointIndex)
        return cell ? comparisonCell(metric, cell.comparisons, cell.suspect) : text('–')
      }),
    ])
  const title = `By fault point: ${METRIC_TITLES[metric].toLowerCase()}`
  return [
    tag('h3', {}, text(title)),
    dataTable(title, ['Fault point', ...shown.map(({ label }) => label)], rows),
    paragraph(chanceWords(shown.flatMap(({ cells }) => cells.flatMap(({ comparisons }) => comparisons)))),
  ]
}

function comparisonCell(
  metric: ComparedMetric,
  comparisons: readonly Comparison[],
  suspect: boolean,
): Markup {
  const comparison = comparisons.find((one) => one.metric === metric)
  if (!comparison) return text('–')
  const { verdict, before, now } = comparison
  const { tone, sign, words } = verdictLook({ verdict, suspect })
  const from = `${comparedWords(metric, before)} → ${comparedWords(metric, now)}`
  return tag(
    'td',
    {},
    badge(tone, `${sign} ${words}`),
    tag('span', { class: 'under' }, breakable(text(differenceWords(metric, comparison)))),
    tag('span', { class: 'under soft' }, breakable(text(from))),
  )
}
