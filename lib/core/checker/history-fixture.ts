/** Test support: histories of a few attempts. */
import type { AttemptRecord } from '../history/attempt'
import { attemptRecord } from '../history/attempt-fixture'
import type { AppliedWrite, CheckedHistory, CheckResult, FinalKey } from './checker'
import { checkHistory } from './registry'

/** Attempt 1 of an operation that succeeded within a millisecond, unless changed. */
export function tried(operation: number, changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return attemptRecord({ operation, endMs: 1, ...changes })
}

/** Nobody knows what became of it, and another attempt followed. */
export const LOST = { outcome: 'info', errorClass: 'attempt-timeout', stop: 'retry' } as const
/** Nobody knows what became of it, and it was the last. */
export const DOUBTFUL = { ...LOST, stop: 'attempts-exhausted' } as const
/** It certainly did nothing. */
export const FAILED = { outcome: 'fail', errorClass: 'no-leader', stop: 'attempts-exhausted' } as const

export function applied(operation: number, attempt: number, revision: number, key = 0): AppliedWrite {
  return { operation, attempt, revision, key }
}

/** What a store has that carried out these writes. */
export function keysAfter(writes: readonly AppliedWrite[]): FinalKey[] {
  const keys = new Map<number, FinalKey>()
  for (const { key, revision } of writes)
    keys.set(key, { key, revision, version: (keys.get(key)?.version ?? 0) + 1 })
  return [...keys.values()]
}

/** Puts of key 0; the last read is what the writes come to; unless changed. */
export function historyOf(
  attempts: AttemptRecord[],
  writes: AppliedWrite[] | null,
  changes: Partial<CheckedHistory> = {},
): CheckedHistory {
  return {
    workload: 'register',
    attempts,
    asked: (operation) => ({ kind: isRead(attempts, operation) ? 'get' : 'put', key: 0 }),
    applied: writes,
    finalKeys: writes && keysAfter(writes),
    marksAttempts: true,
    ...changes,
  }
}

function isRead(attempts: readonly AttemptRecord[], operation: number): boolean {
  return attempts.some((attempt) => attempt.operation === operation && attempt.kind === 'get')
}

/** The checkers' words, by name. */
export function checked(history: CheckedHistory): Record<string, CheckResult | undefined> {
  return Object.fromEntries(checkHistory(history).map((check) => [check.checker, check]))
}
