/** Histories for tests of rules. */
import type { AttemptRecord } from '../history/attempt'
import { attemptRecord } from '../history/attempt-fixture'
import type { ArmHistory, Finding } from './finding'
import { findingsOf } from './registry'

export const FAILED = { outcome: 'fail', errorClass: 'no-leader', stop: 'retry' } as const

export const many = (count: number, make: (index: number) => Partial<AttemptRecord>): AttemptRecord[] =>
  Array.from({ length: count }, (_, index) => attemptRecord({ operation: index, ...make(index) }))

/** An operation that began at a time and took so long. */
export const at = (startMs: number, tookMs = 10) => ({
  ...{ intendedStartMs: startMs, startMs, endMs: startMs + tookMs, operationEndMs: startMs + tookMs },
})

/** What is found in ten seconds in which 50 operations arrived each second. */
export function findingsIn(attempts: readonly AttemptRecord[], changes: Partial<ArmHistory> = {}): Finding[] {
  const sorted = [...attempts].sort((a, b) => a.startMs - b.startMs)
  const load = { mode: 'open', ratePerSecond: 50, arrivals: 'constant', maxInFlight: 512 } as const
  return findingsOf({ arm: 0, attempts: sorted, windowMs: 10_000, load, ledger: [], ...changes })
}

export function rulesThatSpeak(...history: Parameters<typeof findingsIn>): string[] {
  return findingsIn(...history).map(({ rule }) => rule)
}

/** A calm arm: an operation every 20 ms. */
export const calm = (fromMs = 0, toMs = 10_000) =>
  many(Math.floor((toMs - fromMs) / 20), (index) => ({
    operation: 10_000 + fromMs + index,
    ...at(fromMs + index * 20),
  }))
