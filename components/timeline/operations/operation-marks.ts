/** Single operations as marks: which are wanted and in sight, how high each stands, and which is nearest to a pointer. Pure. */
import { OUTCOMES, type Outcome } from '@/lib/core/history/attempt'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import type { OperationFilter } from '@/lib/core/trace/operation-rows'
import { xOf, type Plot } from '../axis/plot'
import type { Span } from '../axis/zoom'

export interface Wanted {
  filter: OperationFilter
  /** Null = all strategies. */
  arm: number | null
}

export function outcomeAt({ outcome }: OperationColumns, place: number): Outcome {
  return OUTCOMES[outcome[place] ?? -1] ?? 'info'
}

/** As the list of operations has it. */
export function isWanted(columns: OperationColumns, place: number, { filter, arm }: Wanted): boolean {
  if (arm !== null && columns.arm[place] !== arm) return false
  switch (filter) {
    case 'all':
      return true
    case 'failed':
      return outcomeAt(columns, place) !== 'ok'
    case 'retried':
      return (columns.attempts[place] ?? 0) > 1
    case 'in-doubt':
      return outcomeAt(columns, place) === 'info'
  }
}

/** Places of the first mark in sight and of the one after the last. */
export function placesIn({ startUs }: OperationColumns, [fromMs, toMs]: Span): [first: number, end: number] {
  return [firstNotBefore(startUs, fromMs * 1000), firstNotBefore(startUs, toMs * 1000 + 1)]
}

function firstNotBefore(times: readonly number[], us: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? Infinity) < us) low = middle + 1
    else high = middle
  }
  return low
}

/** Latency on a logarithmic axis, in pixels from the top. */
export interface LatencyScale {
  lowMs: number
  highMs: number
  top: number
  height: number
}

/** Latencies below count as this: clocks tell no more. */
const LEAST_MS = 0.1

/** Reaches over all operations of a trial, so that nothing jumps while one pans. */
export function latencyScale({ latencyUs }: OperationColumns, top: number, height: number): LatencyScale {
  let [least, most] = [Infinity, LEAST_MS]
  for (const us of latencyUs) {
    least = Math.min(least, us / 1000)
    most = Math.max(most, us / 1000)
  }
  const lowMs = 10 ** Math.floor(Math.log10(Math.max(LEAST_MS, Math.min(least, most))))
  return { lowMs, highMs: Math.max(lowMs * 10, most * 1.15), top, height }
}

/** Reaches over these operations alone, so that few of them use the whole height. */
export function closeScale({ latencyUs }: OperationColumns, top: number, height: number): LatencyScale {
  const all = latencyUs.map((us) => Math.max(LEAST_MS, us / 1000))
  const least = all.reduce((low, ms) => Math.min(low, ms), Infinity)
  const most = all.reduce((high, ms) => Math.max(high, ms), LEAST_MS)
  return { lowMs: Math.min(least, most) * 0.7, highMs: most * 1.4, top, height }
}

export function yOf(latencyMs: number, { lowMs, highMs, top, height }: LatencyScale): number {
  const share = Math.log(Math.max(lowMs, latencyMs) / lowMs) / Math.log(highMs / lowMs)
  return top + height * (1 - share)
}

/** Powers of ten, in milliseconds; where there are few of them, their double and their fivefold too. */
export function latencyTicks({ lowMs, highMs }: LatencyScale): number[] {
  const factors = highMs / lowMs < 100 ? [1, 2, 5] : [1]
  const ticks: number[] = []
  for (let decade = 10 ** Math.floor(Math.log10(lowMs)); decade <= highMs; decade *= 10)
    ticks.push(...factors.map((factor) => Number((factor * decade).toPrecision(1))))
  return ticks.filter((ms) => ms >= lowMs * 0.9999 && ms <= highMs)
}

/**
 * The wanted mark nearest to a pixel.
 * @param reach pixels that it may be away
 * @returns its place; null = none so near
 */
export function nearestMark(
  columns: OperationColumns,
  { wanted, plot, scale }: { wanted: Wanted; plot: Plot; scale: LatencyScale },
  { x, y }: { x: number; y: number },
  reach: number,
): number | null {
  const msPerPixel =
    (plot.span[1] - plot.span[0]) / Math.max(1, xOf(plot.span[1], plot) - xOf(plot.span[0], plot))
  const atMs = plot.span[0] + (x - xOf(plot.span[0], plot)) * msPerPixel
  const [first, end] = placesIn(columns, [
    Math.max(plot.span[0], atMs - reach * msPerPixel),
    Math.min(plot.span[1], atMs + reach * msPerPixel),
  ])
  let nearest: number | null = null
  let least = reach
  for (let place = first; place < end; place++) {
    if (!isWanted(columns, place, wanted)) continue
    const away = Math.hypot(
      xOf((columns.startUs[place] ?? 0) / 1000, plot) - x,
      yOf((columns.latencyUs[place] ?? 0) / 1000, scale) - y,
    )
    if (away > least) continue
    nearest = place
    least = away
  }
  return nearest
}

/** The next wanted mark in the order of time; null = there is none. @param from place to go on from; −1 = before the first, their number = after the last */
export function stepMark(
  columns: OperationColumns,
  wanted: Wanted,
  from: number,
  direction: -1 | 1,
): number | null {
  for (let place = from + direction; place >= 0 && place < columns.startUs.length; place += direction)
    if (isWanted(columns, place, wanted)) return place
  return null
}

/** The stretch whose attempts are asked for when this one is looked at: wider than it, and the same while one pans a little. */
export function tileOf([fromMs, toMs]: Span): Span {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, toMs - fromMs)))
  const start = Math.floor(fromMs / length) * length
  return [start, start + 2 * length]
}
