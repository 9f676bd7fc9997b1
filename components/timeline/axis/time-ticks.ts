/** Round instants of a time axis, as many as its width has room for, each in as many digits as tell it from its neighbours. Pure. */
import { lengthOf, type Span } from './zoom'

/** Room for a label with its distance to the next one, in pixels. */
const ROOM = 72
const STEPS_MS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000],
  ...[60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000],
]

export interface TimeTick {
  ms: number
  label: string
}

/** @param width of the axis in pixels */
export function timeTicks(span: Span, width: number): TimeTick[] {
  const most = Math.max(1, Math.floor(width / ROOM))
  const step = STEPS_MS.find((candidate) => lengthOf(span) / candidate <= most) ?? 7_200_000
  const ticks: TimeTick[] = []
  for (let place = Math.ceil(span[0] / step); place * step <= span[1]; place++)
    ticks.push({ ms: place * step, label: instantWords(place * step, step) })
  return ticks
}

/**
 * "0", "400 ms", "12 s", "4.25 s", "1:30 min", "−0.2 s".
 * @param step smallest difference that has to be seen, in milliseconds
 */
export function instantWords(ms: number, step: number): string {
  if (Math.round(ms) === 0) return '0'
  const sign = ms < 0 ? '−' : ''
  const size = Math.abs(ms)
  if (size < 1_000 && step < 1_000) return `${sign}${Math.round(size)} ms`
  const digits = step >= 1_000 ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3
  if (size < 60_000) return `${sign}${(size / 1_000).toFixed(digits)} s`
  const minutes = Math.floor(size / 60_000)
  const seconds = ((size - minutes * 60_000) / 1_000).toFixed(digits)
  return `${sign}${minutes}:${seconds.padStart(digits === 0 ? 2 : digits + 3, '0')} min`
}

/** "4.25 s to 4.75 s": what is looked at. */
export function spanWords(span: Span): string {
  const step = lengthOf(span) / 100
  return `${instantWords(span[0], step)} to ${instantWords(span[1], step)}`
}
