/** Statistics of benchmarks that alternate two subjects, so that the drift of a shared machine hits both alike. */
import os from 'node:os'
import { RANDOM_PURPOSE, streamOf } from '@/lib/core/random/stream'
import type { Estimate } from '@/lib/core/summary/interval'

const RESAMPLES = 10_000

/**
 * Percentile bootstrap over blocks: a statistic of a sample of blocks with its 95 % interval.
 * @param statistic computed on resampled lists of blocks; must not depend on their order
 */
export function bootstrap<Block>(
  blocks: readonly Block[],
  statistic: (sample: readonly Block[]) => number,
): Estimate {
  const random = streamOf(1, RANDOM_PURPOSE.sample)
  const draws = Array.from({ length: RESAMPLES }, () =>
    statistic(blocks.map(() => blocks[Math.floor(random.next() * blocks.length)] as Block)),
  ).sort((a, b) => a - b)
  const at = (share: number) => draws[Math.floor(share * (RESAMPLES - 1))] ?? NaN
  return { value: statistic(blocks), low: at(0.025), high: at(0.975) }
}

/** Median of a list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** The q-quantile (nearest rank). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN
}

/** "0.97 [0.95, 0.99]" */
export function format({ value, low, high }: Estimate, digits = 3): string {
  return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`
}

/** The machine a benchmark ran on, in one line. */
export function describeMachine(): string {
  const cpus = os.cpus()
  return `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown CPU'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.version}`
}
