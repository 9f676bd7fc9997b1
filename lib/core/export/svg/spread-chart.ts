/** Values of each strategy on a line of its own: single ones as faint marks, the middle 90 % as a band, the median as a bar. */
import type { Quantiles } from '../../summary/report'
import { drawing, PLOT, WIDTH } from './frame'
import { GRID, INK, label, line, markOf, type ChartLook } from './marks'
import { tag, type Markup } from './markup'
import { linearScale } from './scale'

const ROW = 42

export interface SpreadChart {
  words: string
  axisTitle: string
  rows: readonly { look: ChartLook; quantiles: Quantiles | null; values: readonly number[] }[]
}

export function spreadChart({ words, axisTitle, rows }: SpreadChart): Markup {
  const shown = rows.flatMap(({ quantiles, values }) => [
    ...values,
    ...[quantiles?.p5, quantiles?.p50, quantiles?.p95].flatMap((estimate) => estimate?.value ?? []),
  ])
  const left = 190
  const scale = linearScale(Math.min(0, ...shown), Math.max(0, ...shown), left, PLOT.right)
  const bottom = PLOT.top + rows.length * ROW
  return drawing(
    words,
    [
      ...scale.ticks.flatMap((tick) => [
        line(scale.at(tick), PLOT.top, scale.at(tick), bottom, { stroke: GRID }),
        label(scale.at(tick), bottom + 18, String(tick), { 'text-anchor': 'middle' }),
      ]),
      label((left + WIDTH) / 2, bottom + 40, axisTitle, { 'text-anchor': 'middle' }),
      ...rows.flatMap(({ look, quantiles, values }, index) => {
        const y = PLOT.top + (index + 0.5) * ROW
        const { p5, p50, p95 } = quantiles ?? { p5: null, p50: null, p95: null }
        const name = look.label.length > 23 ? `${look.label.slice(0, 22)}…` : look.label
        return [
          label(left - 12, y + 4, name, { 'text-anchor': 'end' }),
          ...(p5 && p95 ? [band(look.colour, scale.at(p5.value), scale.at(p95.value), y)] : []),
          tag(
            'g',
            { opacity: 0.6 },
            ...values.map((value, place) => markOf(look, scale.at(value), y + asideOf(place), 4)),
          ),
          ...(p50
            ? [
                line(scale.at(p50.value), y - 14, scale.at(p50.value), y + 14, {
                  stroke: INK,
                  'stroke-width': 2.5,
                }),
              ]
            : []),
        ]
      }),
    ],
    bottom + 52,
  )
}

function band(fill: string, from: number, to: number, y: number): Markup {
  return tag('rect', {
    x: from,
    y: y - 12,
    width: Math.max(1, to - from),
    height: 24,
    fill,
    'fill-opacity': 0.2,
  })
}

/** A fixed spread by the golden ratio: even, and the same in every file. */
function asideOf(place: number): number {
  return (((place * 0.618034) % 1) - 0.5) * 20
}
