/** What happened in a trial over time: counts and latencies of one arm in buckets of equal length, for timelines. */
import { z } from 'zod'
import { retriesAmong } from '../finding/operations'
import { closesOperation, isAuxiliary, type AttemptRecord } from '../history/attempt'
import { isRefusal } from '../history/error-class'

const count = z.int().min(0)
const latencyMs = z.number().min(0).nullable()

export const timeBucketSchema = z.strictObject({
  /** From the window's begin. */
  startMs: z.number().min(0),
  /** Operations that were meant to start in it. */
  operations: count,
  /** Operations that ended in it for their callers: with a success, and without one. */
  succeeded: count,
  failed: count,
  /** Attempts that began in it, and how many of them were retries that their callers waited for. */
  attempts: count,
  retries: count,
  /** Attempts that ended in it without success. */
  errors: count,
  /** Tries that the strategy itself refused in it. */
  refused: count,
  /** Latency of the operations that ended in it: the middle one and the longest. */
  p50LatencyMs: latencyMs,
  maxLatencyMs: latencyMs,
})
export type TimeBucket = z.output<typeof timeBucketSchema>

/** Widths that buckets may have; no trial has more than {@link MAX_BUCKETS}. */
const WIDTHS_MS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000]
export const MAX_BUCKETS = 75

/** The width of a trial's buckets: the smallest that a chart can draw. */
export function bucketWidthMs(lengthMs: number): number {
  return WIDTHS_MS.find((width) => lengthMs / width <= MAX_BUCKETS) ?? Math.ceil(lengthMs / MAX_BUCKETS)
}

/**
 * The buckets of one arm, from the window's begin to the end of its last attempt, empty ones included.
 * @param attempts of one arm, in any order
 */
export function timeBuckets(attempts: readonly AttemptRecord[], windowMs: number): TimeBucket[] {
  const lastMs = attempts.reduce((last, { endMs }) => Math.max(last, endMs), windowMs)
  const widthMs = bucketWidthMs(lastMs)
  const latencies: number[][] = []
  const buckets = Array.from({ length: Math.ceil(lastMs / widthMs) }, (_, index) => {
    latencies.push([])
    return emptyBucket(index * widthMs)
  })
  const place = (atMs: number) => Math.min(buckets.length - 1, Math.max(0, Math.floor(atMs / widthMs)))
  const add = (atMs: number, what: Counted) => {
    const bucket = buckets[place(atMs)]
    if (bucket) bucket[what] += 1
  }
  const retries = retriesAmong(attempts)
  for (const attempt of attempts) {
    const { stop, errorClass, kind } = attempt
    if (attempt.attempt === 1) add(attempt.intendedStartMs, 'operations')
    if (isRefusal(errorClass)) add(attempt.startMs, 'refused')
    else if (!isAuxiliary(kind)) {
      add(attempt.startMs, 'attempts')
      if (retries.has(attempt)) add(attempt.startMs, 'retries')
      if (attempt.outcome !== 'ok') add(attempt.endMs, 'errors')
    }
    if (!closesOperation(stop)) continue
    add(attempt.operationEndMs, stop === 'succeeded' || stop === 'deferred' ? 'succeeded' : 'failed')
    latencies[place(attempt.operationEndMs)]?.push(attempt.operationEndMs - attempt.intendedStartMs)
  }
  return buckets.map((bucket, index) => ({ ...bucket, ...middleAndLongest(latencies[index] ?? []) }))
}

type Counted = 'operations' | 'succeeded' | 'failed' | 'attempts' | 'retries' | 'errors' | 'refused'

function emptyBucket(startMs: number): TimeBucket {
  return {
    ...{ startMs, operations: 0, succeeded: 0, failed: 0, attempts: 0, retries: 0, errors: 0, refused: 0 },
    ...{ p50LatencyMs: null, maxLatencyMs: null },
  }
}

function middleAndLongest(values: number[]): Pick<TimeBucket, 'p50LatencyMs' | 'maxLatencyMs'> {
  values.sort((a, b) => a - b)
  return {
    p50LatencyMs: values[Math.floor((values.length - 1) / 2)] ?? null,
    maxLatencyMs: values.at(-1) ?? null,
  }
}
