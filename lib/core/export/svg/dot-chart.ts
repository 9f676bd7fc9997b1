/** Estimates per strategy over categories: a mark for each with the whisker of its interval. */
import type { Estimate } from '../../summary/interval'
import { asideOf, categoryAxis, drawing, middleOf, PLOT, valueAxis } from './frame'
import { INK, line, markOf, whisker, type ChartLook } from './marks'
import { linearScale, logScale } from './scale'

export interface DotChart {
  /** What it shows, for who does not see it. */
  words: string
  axisTitle: string
  categories: readonly string[]
  looks: readonly ChartLook[]
  /** By category and arm, in the unit of the axis. */
  estimates: readonly (readonly (Estimate | null)[])[]
  /** Ends of the axis that are drawn at least. */
  low?: number
  high?: number
  /** Powers of ten; values must be above 0. */
  logarithmic?: boolean
  /** What a threshold asks; dashed. */
  limit?: number | null
  write: (value: number) => string
}

export function dotChart(chart: DotChart) {
  const { words, axisTitle, categories, looks, estimates, limit = null, write } = chart
  const known = estimates.flat().flatMap((estimate) => estimate ?? [])
  const values = [...known.flatMap(({ low, high }) => [low, high]), ...(limit === null ? [] : [limit])]
  const positive = values.filter((value) => value > 0)
  const scale = chart.logarithmic
    ? logScale(least(positive, 1), most(positive, 10), PLOT.bottom, PLOT.top)
    : linearScale(
        Math.min(least(values, 0), chart.low ?? Infinity),
        Math.max(most(values, 1), chart.high ?? -Infinity),
        PLOT.bottom,
        PLOT.top,
      )
  return drawing(words, [
    ...valueAxis(scale, write),
    ...categoryAxis(categories, axisTitle),
    ...(limit === null
      ? []
      : [
          line(PLOT.left, scale.at(limit), PLOT.right, scale.at(limit), {
            stroke: INK,
            'stroke-dasharray': '5 4',
          }),
        ]),
    ...categories.flatMap((name, category) =>
      looks.flatMap((look, arm) => {
        const estimate = estimates[category]?.[arm]
        if (!estimate) return []
        const x = middleOf(category, categories.length) + asideOf(arm, looks.length, categories.length)
        const { value, low, high } = estimate
        return [
          whisker(x, scale.at(low), scale.at(high), look.colour),
          markOf(
            look,
            x,
            scale.at(value),
            9,
            `${look.label}, ${name}: ${write(value)} [${write(low)}, ${write(high)}]`,
          ),
        ]
      }),
    ),
  ])
}

function least(values: readonly number[], otherwise: number): number {
  return values.length === 0 ? otherwise : Math.min(...values)
}

function most(values: readonly number[], otherwise: number): number {
  return values.length === 0 ? otherwise : Math.max(...values)
}
