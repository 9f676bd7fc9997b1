/** Round instants of a time axis, as many as its width has room for, each in as many digits as tell it from its neighbours. Pure. */
import { instantWords } from '@/components/format/instants'
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
