/** Data of the chart of delays: the law of each strategy's delays by retry, with what was drawn and waited over it. Pure. */
import { NO_INTERVAL, number, range, signed } from '@/components/format/figures'
import type { DelayLaw } from '@/lib/core/strategy/delay-law'
import type { BackoffPoint } from '@/lib/core/summary/arm-summary'
import { drawnRetries, topOfDelays } from '@/lib/core/summary/delay-figures'
import type { Quantiles } from '@/lib/core/summary/report'
import { axisFigure, niceTop } from './schedule-data'

/** In the units of the drawing's view box. */
export const DELAY_BOX = { width: 440, height: 200, left: 52, right: 10, top: 10, bottom: 34 } as const

export interface DelayMark {
  x: number
  drawnY: number
  actualY: number
  words: string
}

export interface DelayBand {
  x: number
  half: number
  minY: number
  maxY: number
  nominalY: number
  quantiles: { p5Y: number; p50Y: number; p95Y: number } | null
}

export interface DelayDrawing {
  bands: DelayBand[]
  marks: DelayMark[]
  ticksX: { x: number; label: string }[]
  ticksY: { y: number; label: string }[]
  /** Points of retries without a place in the drawing. */
  later: number
}

/** Where everything stands. */
export function drawDelays(law: DelayLaw, points: readonly BackoffPoint[]): DelayDrawing {
  const retries = drawnRetries(law, points)
  const rows = law.rows.slice(0, retries)
  const shown = points.filter(({ retry }) => retry <= retries)
  const topMs = niceTop(topOfDelays(rows, shown))
  const { width, height, left, right, top, bottom } = DELAY_BOX
  const column = (width - left - right) / retries
  const x = (retry: number) => left + column * (retry - 0.5)
  const y = (ms: number) =>
    Math.round((top + (height - top - bottom) * (1 - Math.min(ms / topMs, 1))) * 10) / 10
  return {
    bands: rows.map(({ retry, minMs, maxMs, nominalMs, quantiles }) => ({
      x: x(retry),
      half: column * 0.4,
      minY: y(minMs),
      maxY: y(maxMs),
      nominalY: y(nominalMs),
      quantiles: quantiles && { p5Y: y(quantiles.p5Ms), p50Y: y(quantiles.p50Ms), p95Y: y(quantiles.p95Ms) },
    })),
    marks: shown.map((point, index) => ({
      x: Math.round((x(point.retry) + spread(index) * column * 0.64) * 10) / 10,
      drawnY: y(point.plannedMs),
      actualY: y(point.actualMs),
      words: pointWords(point),
    })),
    ticksX: Array.from({ length: retries }, (_, index) => ({ x: x(index + 1), label: String(index + 1) })),
    ticksY: [0, 0.5, 1].map((part) => ({ y: y(topMs * part), label: axisFigure(topMs * part) })),
    later: points.length - shown.length,
  }
}

function pointWords({ retry, nominalMs, plannedMs, actualMs }: BackoffPoint): string {
  return `retry ${retry}: nominal ${number(nominalMs)} ms, drawn ${number(plannedMs)} ms, waited ${number(actualMs)} ms (timer ${signed(actualMs - plannedMs)} ms)`
}

/** A fixed spread by the golden ratio, from −0.5 to 0.5: even, and the same at every redraw. */
function spread(index: number): number {
  return ((index * 0.618034) % 1) - 0.5
}

/** "n = 62, P5 −93 [−97 to −88], P50 …": a distribution in figures. */
export function distributionWords(quantiles: Quantiles | null, unit: string): string {
  if (!quantiles) return 'no retry'
  const figures = (['p5', 'p50', 'p95'] as const).map((name) => {
    const estimate = quantiles[name]
    return `${name.toUpperCase()} ${estimate ? `${number(estimate.value)} [${range(estimate, '')}]` : NO_INTERVAL}`
  })
  return `n = ${quantiles.count}; ${figures.join(', ')} ${unit}`
}
