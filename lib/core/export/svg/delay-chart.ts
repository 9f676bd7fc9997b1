/** One strategy's delays by retry: its law as a band, each drawn delay a mark over it, the timer's part a stalk above it. */
import type { DelayLaw, DelayLawRow } from '../../strategy/delay-law'
import type { BackoffPoint } from '../../summary/arm-summary'
import { milliseconds, number, signed } from '../../words/figures'
import { drawnRetries, topOfDelays } from '../../summary/delay-figures'
import { categoryAxis, drawing, middleOf, PLOT, valueAxis } from './frame'
import { INK, line, markOf, SOFT, type ChartLook } from './marks'
import { tag, text, type Markup } from './markup'
import { linearScale, type Scale } from './scale'

export function delayChart(
  words: string,
  look: ChartLook,
  law: DelayLaw,
  points: readonly BackoffPoint[],
): Markup {
  const retries = drawnRetries(law, points)
  const rows = law.rows.slice(0, retries)
  const shown = points.filter(({ retry }) => retry <= retries)
  const scale = linearScale(0, topOfDelays(rows, shown), PLOT.bottom, PLOT.top)
  const half = ((PLOT.right - PLOT.left) / retries) * 0.4
  const x = (retry: number) => middleOf(retry - 1, retries)
  const names = Array.from({ length: retries }, (_, index) => String(index + 1))
  return drawing(words, [
    ...valueAxis(scale, milliseconds),
    ...categoryAxis(names, 'retry'),
    ...rows.map((row) => bandOf(row, x(row.retry), half, scale, look.colour)),
    ...shown.map((point, index) => {
      const at = x(point.retry) + spread(index) * half * 1.6
      const [drawn, waited] = [scale.at(point.plannedMs), scale.at(point.actualMs)]
      return tag(
        'g',
        { opacity: 0.75 },
        tag('title', {}, text(pointWords(point))),
        line(at, drawn, at, waited, { stroke: 'var(--rs-bad)' }),
        markOf(look, at, drawn, 5),
      )
    }),
    ...rows.flatMap(({ retry, quantiles }) => {
      if (!quantiles) return []
      const y = scale.at(quantiles.p50Ms)
      return [line(x(retry) - half, y, x(retry) + half, y, { stroke: INK, 'stroke-width': 2 })]
    }),
  ])
}

/** From shortest to longest, darker from P5 to P95; the nominal delay dotted. A band without height is a line. */
function bandOf(
  { minMs, maxMs, nominalMs, quantiles }: DelayLawRow,
  x: number,
  half: number,
  scale: Scale,
  colour: string,
): Markup {
  const box = (low: number, high: number, attributes: Record<string, string | number>) =>
    tag('rect', {
      ...{ x: x - half, width: 2 * half, y: scale.at(high) },
      ...{ height: Math.max(scale.at(low) - scale.at(high), 1), ...attributes },
    })
  const nominal = scale.at(nominalMs)
  return tag(
    'g',
    { fill: colour },
    box(minMs, maxMs, { 'fill-opacity': 0.14, stroke: colour, 'stroke-opacity': 0.5 }),
    ...(quantiles ? [box(quantiles.p5Ms, quantiles.p95Ms, { 'fill-opacity': 0.16 })] : []),
    line(x - half, nominal, x + half, nominal, { stroke: SOFT, 'stroke-dasharray': '2 3' }),
  )
}

function pointWords({ retry, nominalMs, plannedMs, actualMs }: BackoffPoint): string {
  return `retry ${retry}: nominal ${number(nominalMs)} ms, drawn ${number(plannedMs)} ms, waited ${number(actualMs)} ms (timer ${signed(actualMs - plannedMs)} ms)`
}

/** A fixed spread by the golden ratio, from −0.5 to 0.5: even, and the same in every file. */
function spread(index: number): number {
  return ((index * 0.618034) % 1) - 0.5
}
