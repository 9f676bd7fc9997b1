/** A trial over time: lanes of what was done to the system over charts on the same axis, which are shaded where faults lasted. */
import { number } from '../../words/figures'
import type { TimePoint } from '../../summary/timeline-measures'
import { timeFigures, type FaultLane } from '../timeline-data'
import { drawing, PLOT } from './frame'
import { GRID, INK, label, line, markOf, SOFT, type ChartLook } from './marks'
import { tag, text, type Markup } from './markup'
import { linearScale, type Scale } from './scale'

const LANE = 24
const BAR = 16
const HEAD = 26
const HIGH = 96
const GAP = 12
/** Of a letter of 14 px, on the safe side. */
const LETTER = 7.6
/** So that colour does not stand alone. */
const DASHES = [undefined, '7 3', '3 2'] as const

export interface TimeCharts {
  /** What it shows, for who does not see it. */
  words: string
  /** The window; what lies after it is the drain. */
  windowMs: number
  endMs: number
  lanes: readonly FaultLane[]
  /** Changes of leader: from when nobody led, or the old one was asked to go, to when another was seen. */
  changes: readonly { startMs: number; seenMs: number; words: string }[]
  charts: readonly {
    title: string
    explanation: string
    lines: readonly { look: ChartLook; points: readonly TimePoint[] }[]
  }[]
}

export function timeCharts({ words, windowMs, endMs, lanes, changes, charts }: TimeCharts): Markup {
  const scale = linearScale(0, endMs / 1000, PLOT.left, PLOT.right, 8)
  const x = (ms: number) => scale.at(ms / 1000)
  const rows = lanes.length + (changes.length > 0 ? 1 : 0)
  const top = 8 + rows * LANE
  const tops = charts.map((_, place) => top + place * (HEAD + HIGH + GAP) + HEAD)
  const bottom = top + charts.length * (HEAD + HIGH + GAP)
  const parts = [
    ...lanes.flatMap((lane, row) => laneOf(lane, 8 + row * LANE, x, endMs)),
    ...(changes.length > 0 ? changesOf(changes, 8 + lanes.length * LANE, x) : []),
    ...charts.flatMap(({ title, explanation, lines }, place) => {
      const at = tops[place] ?? top
      return [
        ...behind({ windowMs, endMs, lanes, changes }, at, x),
        headOf(title, explanation, at - 8),
        ...linesOf(lines, at, x),
      ]
    }),
    ...timeAxis(scale, bottom),
  ]
  return drawing(words, parts, bottom + 44)
}

type X = (ms: number) => number

function headOf(title: string, explanation: string, y: number): Markup {
  return tag(
    'text',
    { x: PLOT.left, y, fill: SOFT, 'font-size': 14 },
    tag('tspan', { fill: INK, 'font-weight': 600 }, text(title)),
    tag('tspan', { dx: 10 }, text(explanation)),
  )
}

function laneOf({ title, marks }: FaultLane, top: number, x: X, endMs: number): Markup[] {
  const middle = top + LANE / 2
  const drawn = marks.map(({ startMs, endMs: end, isMomentary }) => {
    const from = x(startMs)
    if (isMomentary) return tag('path', { d: diamond(from, middle), fill: 'var(--rs-accent)' })
    return tag('rect', {
      ...{ x: from, y: middle - BAR / 2, width: Math.max(3, x(end ?? endMs) - from), height: BAR, rx: 4 },
      ...{ fill: 'var(--rs-accent)', 'fill-opacity': 0.2, stroke: 'var(--rs-accent)' },
    })
  })
  const [first] = marks
  const wanted = first ? x(first.startMs) + (first.isMomentary ? 12 : 6) : PLOT.left + 6
  const shown = shortened(title, PLOT.right - PLOT.left - 12)
  const place = Math.max(PLOT.left + 4, Math.min(wanted, PLOT.right - shown.length * LETTER))
  return [rowLine(top), ...drawn, label(place, middle + 5, shown, { fill: INK })]
}

function changesOf(changes: TimeCharts['changes'], top: number, x: X): Markup[] {
  const middle = top + LANE / 2
  let free = PLOT.left
  return [
    rowLine(top),
    ...changes.flatMap(({ seenMs, words }) => {
      const at = x(seenMs)
      const sign = tag(
        'path',
        { d: `M${round(at - 5)} ${middle - 5}h10l-5 9Z`, fill: 'var(--rs-bad)' },
        tag('title', {}, text(words)),
      )
      const width = words.length * LETTER
      const from = at + 8 + width > PLOT.right ? at - 10 - width : at + 8
      // Words that would touch the ones before are left out: the table has them all.
      if (from < free) return [sign]
      free = Math.max(at, from + width) + 10
      return [sign, label(from, middle + 5, words, { fill: INK })]
    }),
  ]
}

/** Grey: after the window. Shaded: faults while they lasted; red: nobody led. Dashed: another leader was seen. */
function behind(
  { windowMs, endMs, lanes, changes }: Pick<TimeCharts, 'windowMs' | 'endMs' | 'lanes' | 'changes'>,
  top: number,
  x: X,
): Markup[] {
  const stretch = (fromMs: number, toMs: number, fill: string, opacity?: number) => {
    const [from, to] = [x(fromMs), x(toMs)]
    if (to <= from) return []
    return [tag('rect', { x: from, y: top, width: to - from, height: HIGH, fill, 'fill-opacity': opacity })]
  }
  return [
    ...stretch(windowMs, endMs, 'var(--rs-sunken)'),
    ...lanes
      .flatMap(({ marks }) => marks.filter(({ isMomentary }) => !isMomentary))
      .flatMap((mark) => stretch(mark.startMs, mark.endMs ?? endMs, 'var(--rs-accent)', 0.08)),
    ...changes.flatMap(({ startMs, seenMs }) => [
      ...stretch(startMs, seenMs, 'var(--rs-bad)', 0.14),
      line(x(seenMs), top, x(seenMs), top + HIGH, { stroke: 'var(--rs-bad)', 'stroke-dasharray': '4 3' }),
    ]),
  ]
}

/** Steps: a value holds until the next. The mark of each strategy stands at its highest. */
function linesOf(lines: TimeCharts['charts'][number]['lines'], top: number, x: X): Markup[] {
  const figures = lines.map(({ points }) => timeFigures(points))
  const scale = linearScale(0, Math.max(1, ...figures.map((figure) => figure?.most ?? 0)), top + HIGH, top, 2)
  return [
    ...scale.ticks.flatMap((tick) => [
      line(PLOT.left, scale.at(tick), PLOT.right, scale.at(tick), { stroke: GRID }),
      label(PLOT.left - 8, scale.at(tick) + 5, number(tick), { 'text-anchor': 'end' }),
    ]),
    ...lines.map(({ look, points }, arm) =>
      tag('path', {
        ...{ d: stepPath(points, x, scale), fill: 'none', stroke: look.colour, 'stroke-width': 1.8 },
        ...{ 'stroke-linejoin': 'round', 'stroke-dasharray': DASHES[arm % DASHES.length] },
      }),
    ),
    ...lines.flatMap(({ look }, arm) => {
      const figure = figures[arm]
      if (!figure || figure.most === 0) return []
      const words = `${look.label}: most ${number(figure.most)}, from ${number(figure.atMs / 1000)} s on`
      return [markOf(look, x(figure.atMs), scale.at(figure.most), 8, words)]
    }),
  ]
}

/** Where nobody knows the value there is a gap. */
function stepPath(points: readonly TimePoint[], x: X, scale: Scale): string {
  let path = ''
  let isDown = false
  for (const [ms, value] of points) {
    const at = round(x(ms))
    if (value === null) {
      if (isDown) path += `H${at}`
      isDown = false
    } else {
      const y = round(scale.at(value))
      path += isDown ? `H${at}V${y}` : `M${at} ${y}`
      isDown = true
    }
  }
  return path
}

function timeAxis(scale: Scale, bottom: number): Markup[] {
  const at = bottom - GAP
  return [
    line(PLOT.left, at, PLOT.right, at, { stroke: SOFT }),
    ...scale.ticks.map((tick) =>
      label(scale.at(tick), at + 18, String(tick), {
        'text-anchor': tick === scale.ticks.at(-1) ? 'end' : 'middle',
      }),
    ),
    label((PLOT.left + PLOT.right) / 2, at + 42, 'seconds from the begin of the window', {
      'text-anchor': 'middle',
    }),
  ]
}

function rowLine(top: number): Markup {
  return line(PLOT.left, top + LANE - 0.5, PLOT.right, top + LANE - 0.5, { stroke: GRID })
}

function diamond(x: number, y: number): string {
  return `M${round(x)} ${y - 7}l6 7l-6 7l-6 -7Z`
}

function shortened(words: string, room: number): string {
  const letters = Math.floor(room / LETTER)
  return words.length <= letters ? words : `${words.slice(0, letters - 1).trimEnd()}…`
}

/** Tenths of a pixel are enough. */
function round(value: number): number {
  return Math.round(value * 10) / 10
}
