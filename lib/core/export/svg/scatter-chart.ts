/** Two estimates against each other: a mark per strategy with a whisker each way, faint marks for its parts. */
import type { Estimate } from '../../summary/interval'
import { drawing, PLOT, valueAxis } from './frame'
import { label, line, markOf, SOFT, whisker, type ChartLook } from './marks'
import { tag, type Markup } from './markup'
import { linearScale } from './scale'

export interface ScatterMark {
  x: Estimate
  y: Estimate
  words: string
}

export interface ScatterChart {
  /** What it shows, for who does not see it. */
  words: string
  xTitle: string
  yTitle: string
  looks: readonly ChartLook[]
  /** By arm: the whole, and its parts. */
  marks: readonly { all: ScatterMark | null; parts: readonly ScatterMark[] }[]
  writeX: (value: number) => string
  writeY: (value: number) => string
}

export function scatterChart({ words, xTitle, yTitle, looks, marks, writeX, writeY }: ScatterChart): Markup {
  const all = marks.flatMap((arm) => [...(arm.all ? [arm.all] : []), ...arm.parts])
  const ends = (read: (mark: ScatterMark) => Estimate) =>
    all.map(read).flatMap(({ value, low, high }) => [value, low, high])
  const [xs, ys] = [ends(({ x }) => x), ends(({ y }) => y)]
  const x = linearScale(0, Math.max(...xs, 0) || 1, PLOT.left, PLOT.right)
  const y = linearScale(Math.min(...ys, 0), Math.max(...ys, 0) || 1, PLOT.bottom, PLOT.top)
  const mark = (look: ChartLook, { x: across, y: up, words: told }: ScatterMark, size: number) =>
    markOf(look, x.at(across.value), y.at(up.value), size, told)
  return drawing(words, [
    ...valueAxis(y, writeY),
    line(PLOT.left, PLOT.bottom, PLOT.right, PLOT.bottom, { stroke: SOFT }),
    ...x.ticks.map((tick) =>
      label(x.at(tick), PLOT.bottom + 18, writeX(tick), {
        'text-anchor': tick === x.ticks.at(-1) ? 'end' : 'middle',
      }),
    ),
    label((PLOT.left + PLOT.right) / 2, PLOT.bottom + 44, `across: ${xTitle}; up: ${yTitle}`, {
      'text-anchor': 'middle',
    }),
    ...looks.flatMap((look, arm) => {
      const own = marks[arm]
      if (!own) return []
      const faint = own.parts.map((part) => mark(look, part, 6))
      return [
        ...(faint.length > 0 ? [tag('g', { opacity: 0.45 }, ...faint)] : []),
        ...(own.all
          ? [across(x.at(own.all.x.low), x.at(own.all.x.high), y.at(own.all.y.value), look.colour)]
          : []),
        ...(own.all
          ? [whisker(x.at(own.all.x.value), y.at(own.all.y.low), y.at(own.all.y.high), look.colour)]
          : []),
        ...(own.all ? [mark(look, own.all, 11)] : []),
      ]
    }),
  ])
}

/** The whisker of what lies across. */
function across(from: number, to: number, y: number, stroke: string): Markup {
  const bar = (x: number) => line(x, y - 3, x, y + 3, { stroke })
  return tag('g', {}, line(from, y, to, y, { stroke }), bar(from), bar(to))
}
