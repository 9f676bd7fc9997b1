/** Differences of strategies between two runs: a mark with its whisker around the line of no difference. */
import { METRIC_TITLES, type ComparedMetric, type StrategyComparison } from '../../comparison/compare-runs'
import { signedText } from '../../words/compared-words'
import { NO_INTERVAL } from '../../words/figures'
import { drawing, PLOT, WIDTH } from './frame'
import { GRID, INK, label, line, markOf, type ChartLook } from './marks'
import { tag, type Markup } from './markup'
import { linearScale } from './scale'

const ROW = 36

export function differenceChart(
  metric: ComparedMetric,
  strategies: readonly StrategyComparison[],
  looks: readonly ChartLook[],
): Markup {
  const factor = metric === 'successRate' ? 100 : 1
  const rows = strategies.flatMap(({ arm, overall }) => {
    const look = looks[arm]
    return look
      ? [{ look, difference: overall.find((one) => one.metric === metric)?.difference ?? null }]
      : []
  })
  const ends = rows.flatMap(({ difference }) =>
    difference ? [difference.low * factor, difference.high * factor] : [],
  )
  const left = 190
  const scale = linearScale(Math.min(0, ...ends), Math.max(0, ...ends), left, PLOT.right)
  const bottom = PLOT.top + Math.max(1, rows.length) * ROW
  const title = `${METRIC_TITLES[metric]}: run minus baseline${metric === 'successRate' ? ', points' : ''}`
  return drawing(
    title,
    [
      ...scale.ticks.flatMap((tick) => [
        line(scale.at(tick), PLOT.top, scale.at(tick), bottom, { stroke: tick === 0 ? INK : GRID }),
        label(scale.at(tick), bottom + 18, String(tick), { 'text-anchor': 'middle' }),
      ]),
      label((left + WIDTH) / 2, bottom + 40, title, { 'text-anchor': 'middle' }),
      ...rows.flatMap(({ look, difference }, index) => {
        const y = PLOT.top + (index + 0.5) * ROW
        const name = look.label.length > 23 ? `${look.label.slice(0, 22)}…` : look.label
        return [
          label(left - 12, y + 4, name, { 'text-anchor': 'end' }),
          difference
            ? tag(
                'g',
                {},
                line(scale.at(difference.low * factor), y, scale.at(difference.high * factor), y, {
                  ...{ stroke: look.colour, 'stroke-width': 2 },
                }),
                markOf(
                  look,
                  scale.at(difference.value * factor),
                  y,
                  11,
                  `${look.label}: ${signedText(metric, difference)}`,
                ),
              )
            : label(left + 8, y + 4, NO_INTERVAL),
        ]
      }),
    ],
    bottom + 52,
  )
}
