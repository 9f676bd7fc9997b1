/**
 * Latencies of the strategies of a run against those of one of them. Quantiles are not made of seconds, so these are not compared
 * second by second: the difference of two estimates by the MOVER, as if both were independent. What struck both makes it wider
 * than it needs to be, never narrower.
 */
import type { RunReport } from '../summary/report'
import type { ArmAgainst, ArmComparison } from './compare-arms'
import { compareFigures } from './compare-runs'

export const LATENCY_METRICS = ['p50LatencyMs', 'p99LatencyMs'] as const
export type LatencyMetric = (typeof LATENCY_METRICS)[number]

/** Every other arm against the reference. */
export function compareLatencies(
  { arms, cells, points, spec }: Pick<RunReport, 'arms' | 'cells' | 'points' | 'spec'>,
  metric: LatencyMetric,
  reference: number,
): ArmAgainst[] {
  const repetitions = { now: spec.repetitions, before: spec.repetitions }
  const compared = (a: RunReport['cells'][number]['figures'], b: typeof a): ArmComparison => {
    const [comparison] = compareFigures(a, b, [metric], repetitions)
    return { difference: comparison?.difference ?? null, verdict: comparison?.verdict ?? 'inconclusive' }
  }
  const cellOf = (pointIndex: number, arm: number) =>
    cells.find((cell) => cell.pointIndex === pointIndex && cell.arm === arm)?.figures
  const base = arms[reference]
  return arms.flatMap((figures, arm) => {
    if (arm === reference || !base) return []
    const byPoint = points.flatMap((_, pointIndex) => {
      const [own, other] = [cellOf(pointIndex, arm), cellOf(pointIndex, reference)]
      return own && other ? [{ pointIndex, ...compared(own, other) }] : []
    })
    return [{ arm, overall: compared(figures, base), points: byPoint }]
  })
}
