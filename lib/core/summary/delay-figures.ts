/** Delays before retries by the number of the retry: what a strategy's law allows, and what was drawn and waited. */
import type { DelayLaw, DelayLawRow } from '../strategy/delay-law'
import type { BackoffPoint } from './arm-summary'

/** Later retries have no place in the drawing. */
export const MOST_RETRIES = 12

/** How many retries of a strategy are drawn: all that were measured, and the first few that its law knows. */
export function drawnRetries({ rows }: DelayLaw, points: readonly BackoffPoint[]): number {
  const measured = Math.max(0, ...points.map(({ retry }) => retry))
  return Math.min(MOST_RETRIES, Math.max(measured, Math.min(rows.length, 4), 1))
}

/**
 * The upper end of the axis, milliseconds. A cap far above all that was drawn, as an adaptive strategy's is, must not press the marks
 * flat, and neither must a timer that was very late.
 */
export function topOfDelays(rows: readonly DelayLawRow[], points: readonly BackoffPoint[]): number {
  const drawn = Math.max(1e-3, ...points.map(({ plannedMs }) => plannedMs))
  const known = Math.max(0, ...rows.map(({ maxMs }) => maxMs))
  const law = points.length > 0 && known > 4 * drawn ? 2 * drawn : Math.max(drawn, known)
  const waited = Math.max(0, ...points.map(({ actualMs }) => actualMs))
  return Math.max(law, Math.min(waited, 1.5 * law))
}

/** Figures of one retry. */
export interface DelayNumbers {
  retry: number
  law: DelayLawRow | null
  /** Of the points, which are an even sample of the retries. */
  sampled: number
  /** Drawn delays between the shortest and the longest; null where these are not known. */
  inside: number | null
  medianDrawnMs: number | null
  medianTimerMs: number | null
}

export function delayNumbers(law: DelayLaw, points: readonly BackoffPoint[]): DelayNumbers[] {
  return Array.from({ length: drawnRetries(law, points) }, (_, index) => {
    const of = points.filter(({ retry }) => retry === index + 1)
    const bounds = law.rows[index] ?? null
    return {
      retry: index + 1,
      law: bounds,
      sampled: of.length,
      inside: bounds && of.filter(({ plannedMs }) => isInside(plannedMs, bounds)).length,
      medianDrawnMs: median(of.map(({ plannedMs }) => plannedMs)),
      medianTimerMs: median(of.map(({ plannedMs, actualMs }) => actualMs - plannedMs)),
    }
  })
}

/** Fractions of a microsecond are no deviation. */
function isInside(delayMs: number, { minMs, maxMs }: DelayLawRow): boolean {
  return delayMs >= minMs - 1e-3 && delayMs <= maxMs + 1e-3
}

function median(values: number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null
}
