/**
 * What the upstream has seen, around every proxy: the independent evidence of what arrived and what took effect. Every
 * request that was started ends up in exactly one of `answered`, `cut` and `unanswered`, or is still in flight.
 */
import { z } from 'zod'

const count = z.int().min(0)

export const upstreamCountersSchema = z.strictObject({
  /** Requests whose head arrived, by method. */
  started: z.record(z.string(), count),
  /** Answers that left as a whole, by status. */
  answered: z.record(z.string(), count),
  /** Connections that were cut on purpose, instead of an answer. */
  cut: count,
  /** Requests whose caller had left before the answer. */
  unanswered: count,
  /** Requests without an answer so far; those that wait for a place among them. */
  inFlight: count,
  /** Places that are taken, by work whose caller has left as well. */
  taken: count,
  queued: count,
  longestQueue: count,
  refused: z.strictObject({
    /** 429, because the rate limit was passed. */
    rate: count,
    /** 503, because no place was free and the queue was full. */
    capacity: count,
  }),
  effects: z.strictObject({
    /** Writes that took effect. */
    applied: count,
    /** Operations with at least one effect. */
    operations: count,
    /** Effects beyond the first of their operation. */
    duplicates: count,
    /** Writes that were recognised as repetitions and did nothing. */
    recognised: count,
  }),
})
export type UpstreamCounters = z.output<typeof upstreamCountersSchema>

/** A write that took effect. */
export const appliedEffectSchema = z.strictObject({
  /** Run, trial, arm and number of the operation in one; `unnamed` = the request did not say. */
  operationId: z.string(),
  /** 1 = the first. */
  attempt: count,
  /** The value that was changed. */
  key: z.string(),
  /** Goes up by one with every effect. */
  revision: count,
})
export type AppliedEffect = z.output<typeof appliedEffectSchema>

/** A value as it is there now. */
export const keptValueSchema = z.strictObject({
  key: z.string(),
  /** Of its last change. */
  revision: count,
  /** How often it was changed. */
  version: count,
})
export type KeptValue = z.output<typeof keptValueSchema>

/** Adds one to a count by name. */
export function countOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
