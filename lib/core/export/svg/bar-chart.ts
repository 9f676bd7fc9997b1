/** Shares of operations per strategy as bars with whiskers on a logarithmic scale; what theory expects as open circles. */
import type { Estimate } from '../../summary/interval'
import { asideOf, categoryAxis, drawing, middleOf, PLOT, valueAxis } from './frame'
import { INK, whisker, type ChartLook } from './marks'
import { tag, text, type Markup } from './markup'
import { logScale } from './scale'

/** Below this a share has no bar. */
const LOWEST = 0.0001

export interface BarChart {
  words: string
  axisTitle: string
  categories: readonly string[]
  looks: readonly ChartLook[]
  /** By category and arm: share of operations; its interval and what is expected where there is one. */
  bars: readonly (readonly { share: number | null; interval: Estimate | null; expected: number | null }[])[]
}

export function barChart({ words, axisTitle, categories, looks, bars }: BarChart): Markup {
  const scale = logScale(LOWEST, 1, PLOT.bottom, PLOT.top)
  const width = Math.max(
    2,
    Math.min(20, (asideOf(1, 2, categories.length) * 4) / Math.max(2, looks.length) - 2),
  )
  return drawing(words, [
    ...valueAxis(scale, (value) => `${Number((value * 100).toPrecision(3))} %`),
    ...categoryAxis(categories, axisTitle),
    ...categories.flatMap((name, category) =>
      looks.flatMap(({ label, colour }, arm) => {
        const bar = bars[category]?.[arm]
        if (!bar) return []
        const x = middleOf(category, categories.length) + asideOf(arm, looks.length, categories.length)
        const { share, interval, expected } = bar
        const top = scale.at(share ?? 0)
        const title = tag(
          'title',
          {},
          text(`${label}, ${name}: ${percent(share)}, expected ${percent(expected)}`),
        )
        return [
          ...(share === null || share < LOWEST
            ? []
            : [
                tag(
                  'g',
                  { fill: colour },
                  title,
                  tag('rect', { x: x - width / 2, y: top, width, height: PLOT.bottom - top }),
                ),
                ...(interval ? [whisker(x, scale.at(interval.low), scale.at(interval.high), INK)] : []),
              ]),
          ...(expected === null || expected < LOWEST
            ? []
            : [
                tag('circle', {
                  cx: x,
                  cy: scale.at(expected),
                  r: 4.5,
                  fill: 'none',
                  stroke: INK,
                  'stroke-width': 1.6,
                }),
              ]),
        ]
      }),
    ),
  ])
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Number((share * 100).toPrecision(3))} %`
}
