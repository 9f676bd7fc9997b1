/** Data of the backoff chart: where jitter could put a delay, where it did, and what the timer added. */
import { number, signed } from '@/components/format/figures'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import type { BackoffPoint } from '@/lib/core/summary/arm-summary'
import type { Quantiles, StrategyFigures } from '@/lib/core/summary/report'
import { niceTicks } from './nice-ticks'

export const BACKOFF_PARTS = ['jitter', 'timer', 'total'] as const
export type BackoffPart = (typeof BACKOFF_PARTS)[number]

export const backoffParts: Record<
  BackoffPart,
  {
    title: string
    unit: string
    formula: string
    /** The quantiles that tell most: both ends of a signed value, the upper end of an error. */
    shown: ('p5' | 'p50' | 'p95' | 'p99')[]
    quantiles: (figures: StrategyFigures) => Quantiles | null
  }
> = {
  jitter: {
    title: 'Jitter',
    shown: ['p5', 'p50', 'p95'],
    unit: '%',
    formula:
      '(drawn − nominal) ÷ nominal delay: wanted, part of the strategy. Band: what its formula allows.',
    quantiles: (figures) => figures.backoff.jitterPercent,
  },
  timer: {
    title: 'Timer error',
    shown: ['p50', 'p95', 'p99'],
    unit: 'ms',
    formula: 'actual − drawn delay: unwanted, the timer’s and the event loop’s part.',
    quantiles: (figures) => figures.backoff.timerErrorMs,
  },
  total: {
    title: 'Total',
    shown: ['p50', 'p95', 'p99'],
    unit: '%',
    formula: '|actual − nominal| ÷ nominal delay: both together, as published comparisons count it.',
    quantiles: (figures) => figures.backoff.totalPercent,
  },
}

export interface BackoffMark {
  x: number
  /** Place of the row, spread a little so that points do not hide each other. */
  y: number
  arm: number
  words: string[]
}

export interface BackoffRow {
  arm: number
  /** Where the row stands, from 0 at the top. */
  place: number
  /** What the formula allows; null where the part has no envelope or the strategy never waits. */
  envelope: { low: number; high: number } | null
  quantiles: Quantiles | null
  marks: BackoffMark[]
}

/** One row per arm that ever waits. Points are only there for whole strategies; a cell shows its quantiles. */
export function backoffRows(
  part: BackoffPart,
  spec: Pick<ExperimentSpec, 'strategies'>,
  arms: readonly (StrategyFigures | null)[],
): BackoffRow[] {
  const waiting = spec.strategies.flatMap((choice, arm) => (everWaits(choice) ? [{ choice, arm }] : []))
  return waiting.map(({ choice, arm }, place) => {
    const figures = arms[arm] ?? null
    return {
      arm,
      place,
      envelope: part === 'timer' ? null : jitterEnvelope(choice, part),
      quantiles: figures ? backoffParts[part].quantiles(figures) : null,
      marks: (figures?.backoff.points ?? []).flatMap((point, index) => {
        const x = deviation(part, point)
        return x === null
          ? []
          : [{ x, y: place + spread(index), arm, words: pointWords(point, choice.label) }]
      }),
    }
  })
}

/** False for a strategy that never retries: its row would always be empty. */
export function everWaits({ use, params }: ExperimentSpec['strategies'][number]): boolean {
  const strategy = builtInCatalogue.find(use)
  // Nobody knows beforehand what a library or a user's own strategy waits.
  if (!strategy || strategy.group === 'library' || strategy.group === 'own') return true
  return strategy.delayBounds(params, 1) !== null
}

/** Round ticks that take in every band, mark and median. */
export function backoffTicks(rows: readonly BackoffRow[]): number[] {
  const shown = rows.flatMap(({ envelope, quantiles, marks }) => [
    ...(envelope ? [envelope.low, envelope.high] : []),
    ...marks.map((mark) => mark.x),
    ...[quantiles?.p5, quantiles?.p50, quantiles?.p95].flatMap((estimate) => estimate?.value ?? []),
  ])
  return niceTicks(Math.min(0, ...shown), Math.max(0, ...shown))
}

/** Lowest and highest deviation that the strategy's formula allows, over all its retries, in percent of the nominal. */
export function jitterEnvelope(
  choice: ExperimentSpec['strategies'][number],
  part: 'jitter' | 'total',
): { low: number; high: number } | null {
  const definition = builtInCatalogue.find(choice.use)
  let low = Infinity
  let high = -Infinity
  // Far more retries than any deadline allows; a strategy without a limit would otherwise never end here.
  for (let retry = 1; retry <= 200; retry += 1) {
    const bounds = definition?.delayBounds(choice.params, retry)
    if (!bounds) break
    if (bounds.nominalMs === 0) continue
    const ends = [bounds.minMs, bounds.maxMs].map(
      (end) => ((end - bounds.nominalMs) / bounds.nominalMs) * 100,
    )
    const sizes = part === 'jitter' ? ends : [...ends.map(Math.abs), ...(straddlesZero(ends) ? [0] : [])]
    low = Math.min(low, ...sizes)
    high = Math.max(high, ...sizes)
  }
  return low === Infinity ? null : { low, high }
}

function straddlesZero([low = 0, high = 0]: number[]): boolean {
  return low <= 0 && high >= 0
}

function deviation(part: BackoffPart, { nominalMs, plannedMs, actualMs }: BackoffPoint): number | null {
  if (part === 'timer') return actualMs - plannedMs
  if (nominalMs === 0) return null
  const difference = part === 'jitter' ? plannedMs - nominalMs : Math.abs(actualMs - nominalMs)
  return (difference / nominalMs) * 100
}

function pointWords({ retry, nominalMs, plannedMs, actualMs }: BackoffPoint, label: string): string[] {
  return [
    `${label}, retry ${retry}`,
    `nominal ${number(nominalMs)} ms, drawn ${number(plannedMs)} ms`,
    `waited ${number(actualMs)} ms (timer ${signed(actualMs - plannedMs)} ms)`,
  ]
}

/** A fixed spread by the golden ratio: even, and the same at every redraw. */
function spread(index: number): number {
  return (((index * 0.618034) % 1) - 0.5) * 0.5
}
