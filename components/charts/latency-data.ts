/** Data of the latency curve: per strategy the quantiles that the sample can carry, from the median out to the tail. */
import { milliseconds, range } from '@/components/format/figures'
import type { Estimate } from '@/lib/core/summary/interval'
import type { StrategyFigures } from '@/lib/core/summary/report'

export const CURVE_QUANTILES = [
  { name: 'P50', read: ({ p50LatencyMs }: StrategyFigures) => p50LatencyMs },
  { name: 'P90', read: ({ p90LatencyMs }: StrategyFigures) => p90LatencyMs },
  { name: 'P99', read: ({ p99LatencyMs }: StrategyFigures) => p99LatencyMs },
  { name: 'P99.9', read: ({ p999LatencyMs }: StrategyFigures) => p999LatencyMs },
] as const

export interface LatencyMark {
  /** Number of the quantile, moved a little aside per arm so that whiskers do not hide each other. */
  x: number
  y: number
  whisker: [number, number]
  words: string[]
}

/** Per arm, only the quantiles that are known. */
export function latencyCurves(
  arms: readonly (StrategyFigures | null)[],
  labels: readonly string[],
): LatencyMark[][] {
  return arms.map((figures, arm) =>
    CURVE_QUANTILES.flatMap(({ name, read }, place) => {
      const estimate = figures ? read(figures) : null
      if (!estimate) return []
      return {
        x: place + (arms.length === 1 ? 0 : (arm / (arms.length - 1) - 0.5) * 0.4),
        y: estimate.value,
        whisker: [estimate.value - estimate.low, estimate.high - estimate.value] as [number, number],
        words: [labels[arm] ?? '', `${name} ${latencyWords(estimate)}`],
      }
    }),
  )
}

/** "812 ms (790–845 ms)". */
export function latencyWords(estimate: Estimate): string {
  return `${milliseconds(estimate.value)} (${range(estimate, 'ms')})`
}

/** Powers of ten around all whiskers: latencies of one chart may differ a thousandfold. */
export function decadesAround(marks: readonly LatencyMark[]): number[] {
  const lows = marks.map(({ y, whisker }) => y - whisker[0]).filter((low) => low > 0)
  const highs = marks.map(({ y, whisker }) => y + whisker[1]).filter((high) => high > 0)
  if (highs.length === 0) return [1, 10]
  const first = Math.floor(Math.log10(Math.min(...lows, ...highs)))
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...highs))))
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number((10 ** (first + index)).toPrecision(12)),
  )
}
