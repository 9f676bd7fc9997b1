/** A schedule as places on a small drawing, and the same in words. Pure. */
import type { Schedule, ScheduledAttempt } from '@/lib/core/strategy/schedule'
import { duration } from '@/components/format/duration'
import { counted, milliseconds } from '@/components/format/figures'

/** In the units of the drawing's view box. */
export const SCHEDULE_BOX = { width: 320, height: 156, left: 50, right: 10, top: 10, bottom: 34 } as const

export interface SchedulePoint {
  /** 1 = the first retry. */
  retry: number
  x: number
  nominalY: number | null
  minY: number | null
  maxY: number | null
  drawnY: number | null
  isRefused: boolean
}

export interface ScheduleDrawing {
  points: SchedulePoint[]
  ticksY: { y: number; label: string }[]
  ticksX: { x: number; label: string }[]
}

/** Where everything stands. */
export function drawSchedule({ attempts }: Schedule): ScheduleDrawing {
  const retries = attempts.slice(1)
  const highestMs = Math.max(1e-3, ...retries.flatMap(({ maxMs, drawnMs }) => [maxMs ?? 0, drawnMs ?? 0]))
  const topMs = niceTop(highestMs)
  const { width, height, left, right, top, bottom } = SCHEDULE_BOX
  const [plotWidth, plotHeight] = [width - left - right, height - top - bottom]
  const x = (retry: number) => round(left + (plotWidth * (retry - 0.5)) / retries.length)
  const y = (ms: number | null) => (ms === null ? null : round(top + plotHeight * (1 - ms / topMs)))
  const every = Math.ceil(retries.length / 12)
  return {
    points: retries.map((row, index) => ({
      retry: index + 1,
      x: x(index + 1),
      nominalY: y(row.nominalMs),
      minY: y(row.minMs),
      maxY: y(row.maxMs),
      drawnY: y(row.drawnMs),
      isRefused: row.refused !== null,
    })),
    ticksY: [0, 0.5, 1].map((part) => ({
      y: round(top + plotHeight * (1 - part)),
      label: axisFigure(topMs * part),
    })),
    ticksX: retries.flatMap((_, index) =>
      index % every === 0 ? [{ x: x(index + 1), label: String(index + 1) }] : [],
    ),
  }
}

/** One line below the drawing: how many retries, and how long all waits together may take. */
export function scheduleSummary({ attempts }: Schedule, mayGoOn: boolean): string {
  const last = attempts.at(-1)
  const retries = attempts.length - 1
  const which = mayGoOn
    ? `first ${counted(retries, 'retry', 'retries')}`
    : counted(retries, 'retry', 'retries')
  if (!last || last.earliestStartMs === null || last.latestStartMs === null) return which
  return last.earliestStartMs === last.latestStartMs
    ? `${which}, ${duration(last.latestStartMs)} of waiting`
    : `${which}, ${duration(last.earliestStartMs)} to ${duration(last.latestStartMs)} of waiting`
}

/** The drawing for those who cannot see it. */
export function scheduleWords(schedule: Schedule, label: string, mayGoOn: boolean): string {
  const retries = schedule.attempts.slice(1).map(retryWords)
  return `Delays of ${label}: ${scheduleSummary(schedule, mayGoOn)}. ${retries.join('; ')}.`
}

function retryWords({ attempt, nominalMs, minMs, maxMs, drawnMs, refused }: ScheduledAttempt): string {
  const bounds =
    nominalMs === null || minMs === null || maxMs === null
      ? 'not known beforehand'
      : minMs === maxMs
        ? milliseconds(nominalMs)
        : `nominally ${milliseconds(nominalMs)}, ${milliseconds(minMs)} to ${milliseconds(maxMs)}`
  return `retry ${attempt - 1} ${bounds}${drawnWords(drawnMs, refused !== null)}`
}

function drawnWords(drawnMs: number | null, isRefused: boolean): string {
  if (drawnMs === null) return ''
  // A budget refuses before the wait, a breaker after it.
  if (isRefused && drawnMs === 0) return ', refused without a wait'
  return `, drawn ${milliseconds(drawnMs)}${isRefused ? ' and then refused' : ''}`
}

/** The next round figure: 1, 2, 4, 5, 8, 10 and so on. */
export function niceTop(ms: number): number {
  const unit = 10 ** Math.floor(Math.log10(ms))
  const step = [1, 2, 4, 5, 8, 10].find((candidate) => candidate * unit >= ms - 1e-9 * unit)
  return (step ?? 10) * unit
}

/** Short enough for an axis: "400", "2 s", "1.5 min". */
export function axisFigure(ms: number): string {
  const short = (value: number) => String(Number(value.toPrecision(3)))
  if (ms >= 60_000) return `${short(ms / 60_000)} min`
  return ms >= 1000 ? `${short(ms / 1000)} s` : ms === 0 ? '0' : `${short(ms)} ms`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
