/** A chart's frame: grid, ticks and words around the plot. */
import { GRID, label, line, SOFT } from './marks'
import { tag, type Markup } from './markup'
import type { Scale } from './scale'

export const WIDTH = 720
export const PLOT = { left: 76, right: 708, top: 14, bottom: 264 }
const HEIGHT = 320

/** @param words what the chart shows, for who does not see it */
export function drawing(words: string, parts: readonly Markup[], height = HEIGHT): Markup {
  return tag(
    'svg',
    {
      ...{ viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height, role: 'img', 'aria-label': words },
      xmlns: 'http://www.w3.org/2000/svg',
    },
    ...parts,
  )
}

/** Lines across at each tick with their figures. */
export function valueAxis({ ticks, at }: Scale, write: (value: number) => string): Markup[] {
  return ticks.flatMap((tick) => [
    line(PLOT.left, at(tick), PLOT.right, at(tick), { stroke: GRID }),
    label(PLOT.left - 8, at(tick) + 4, write(tick), { 'text-anchor': 'end' }),
  ])
}

/** Names below the plot, each in its own part of the width, shortened where there are many; and what they are. */
export function categoryAxis(names: readonly string[], title: string): Markup[] {
  const room = Math.max(3, Math.floor((PLOT.right - PLOT.left) / Math.max(1, names.length) / 7.5))
  return [
    line(PLOT.left, PLOT.bottom, PLOT.right, PLOT.bottom, { stroke: SOFT }),
    ...names.map((name, index) =>
      label(middleOf(index, names.length), PLOT.bottom + 18, shortened(name, room), {
        'text-anchor': 'middle',
      }),
    ),
    label((PLOT.left + PLOT.right) / 2, PLOT.bottom + 44, title, { 'text-anchor': 'middle' }),
  ]
}

/** The middle of a category. */
export function middleOf(index: number, categories: number): number {
  return PLOT.left + ((index + 0.5) * (PLOT.right - PLOT.left)) / categories
}

/** How far aside an arm stands in its category, so that whiskers do not hide each other. */
export function asideOf(arm: number, arms: number, categories: number): number {
  const room = ((PLOT.right - PLOT.left) / categories) * 0.7
  const gap = Math.min(22, room / Math.max(1, arms))
  return (arm - (arms - 1) / 2) * gap
}

function shortened(name: string, room: number): string {
  return name.length <= room ? name : `${name.slice(0, room - 1)}…`
}
