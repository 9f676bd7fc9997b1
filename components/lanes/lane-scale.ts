/** Where things on a timeline stand: a scale in percent of the width, with round ticks. */
import { duration } from '@/components/format/duration'

export interface Span {
  startMs: number
  /** Null = until everything has ended: drawn to the right end. */
  endMs: number | null
}

export interface TimeScale {
  toMs: number
  ticks: { ms: number; left: number; label: string }[]
  /** Where the fault window ends, in percent; what lies right of it is the drain. */
  windowEnd: number
}

const SECOND = 1_000
const MINUTE = 60_000
const STEPS = [
  ...[10, 20, 50, 100, 200, 500, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND],
  ...[MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE],
]
const MOST_TICKS = 6

/** From 0 to the end of the window, or further where something ends later. */
export function timeScale(windowMs: number, spans: readonly Span[] = []): TimeScale {
  const toMs = Math.max(windowMs, ...spans.map(({ startMs, endMs }) => endMs ?? startMs))
  const step = STEPS.find((candidate) => toMs / candidate <= MOST_TICKS) ?? 60 * MINUTE
  const ticks = Array.from({ length: Math.floor(toMs / step) + 1 }, (_, index) => index * step)
  return {
    toMs,
    ticks: ticks.map((ms) => ({ ms, left: (ms / toMs) * 100, label: ms === 0 ? '0' : duration(ms) })),
    windowEnd: (windowMs / toMs) * 100,
  }
}

/** Left edge and width in percent; what was in place before the window begins at its left edge. */
export function placeSpan({ startMs, endMs }: Span, { toMs }: TimeScale): { left: number; width: number } {
  const from = Math.min(toMs, Math.max(0, startMs))
  const to = Math.min(toMs, Math.max(from, endMs ?? toMs))
  return { left: (from / toMs) * 100, width: ((to - from) / toMs) * 100 }
}

/** How far one press of an arrow key moves: a round part of the window, about a fiftieth. */
export function moveStep(windowMs: number): number {
  return STEPS.find((candidate) => candidate >= windowMs / 50) ?? MINUTE
}
