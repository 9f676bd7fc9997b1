/**
 * Ids of traces and spans, derived from what they stand for: whoever knows a run, a trial, a strategy and an operation knows
 * its trace id, so that the page can show it and a tracing system can be asked for it, exported or not.
 *
 * 32-bit pieces by MurmurHash3, each with a seed of its own, as the seeding of lib/core/random/stream.ts does. The ids are
 * published behaviour: never change what they are made from.
 */
import { murmur3 } from '../random/stream'
import type { SpanAddress } from './span'

const PURPOSE = { operation: 1, attempt: 2, leaderChange: 3 } as const
const TRACE_SEEDS = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef]
const SPAN_SEEDS = [0x51ed270b, 0x8f1bbcdc]
/** In place of an arm where a leader change concerns all of them. */
const ALL_ARMS = 0xffffffff

/** The span of an operation; its trace has the spans of its attempts in it. */
export function operationAddress(runId: string, trial: number, arm: number, operation: number): SpanAddress {
  const path = [...wordsOf(runId), PURPOSE.operation, trial, arm, operation]
  return { traceId: hex(path, TRACE_SEEDS), spanId: hex(path, SPAN_SEEDS) }
}

/** The span of one attempt within the trace of its operation. */
export function attemptSpanId(traceId: string, attempt: number): string {
  return hex([...wordsOf(traceId), PURPOSE.attempt, attempt], SPAN_SEEDS)
}

/**
 * The span of a leader change, in a trace of its own.
 * @param arm the one whose window it fell into; null = all at once
 * @param index from 0 within that window
 */
export function leaderChangeAddress(
  runId: string,
  trial: number,
  arm: number | null,
  index: number,
): SpanAddress {
  const path = [...wordsOf(runId), PURPOSE.leaderChange, trial, arm ?? ALL_ARMS, index]
  return { traceId: hex(path, TRACE_SEEDS), spanId: hex(path, SPAN_SEEDS) }
}

function wordsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
}

/** OpenTelemetry forbids ids of zeros only. */
function hex(path: readonly number[], seeds: readonly number[]): string {
  const words: number[] = seeds.map((seed) => murmur3(path, seed) >>> 0)
  const isZero = words.every((word) => word === 0)
  return (isZero ? words.map(() => 1) : words).map((word) => word.toString(16).padStart(8, '0')).join('')
}
