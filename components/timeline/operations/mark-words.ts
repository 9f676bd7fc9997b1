/** One mark of an operation, taken out of its columns, and in words. */
import { count, counted, milliseconds } from '@/components/format/figures'
import { instantWords } from '@/components/format/instants'
import type { Outcome } from '@/lib/core/history/attempt'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { outcomeAt } from './operation-marks'

export interface MarkedOperation {
  arm: number
  operation: number
  startMs: number
  latencyMs: number
  attempts: number
  outcome: Outcome
}

const OUTCOME_WORDS: Record<Outcome, string> = { ok: '✓ ok', fail: '✕ failed', info: '? in doubt' }

export function markAt(columns: OperationColumns, place: number): MarkedOperation {
  return {
    arm: columns.arm[place] ?? 0,
    operation: columns.operation[place] ?? 0,
    startMs: (columns.startUs[place] ?? 0) / 1000,
    latencyMs: (columns.latencyUs[place] ?? 0) / 1000,
    attempts: columns.attempts[place] ?? 0,
    outcome: outcomeAt(columns, place),
  }
}

/** Where the mark stands among others; that of the first one later where it is not among them. */
export function placeOfMark(columns: OperationColumns, { arm, operation, startMs }: MarkedOperation): number {
  const startUs = Math.round(startMs * 1000)
  const later = columns.startUs.findIndex((us) => us >= startUs)
  if (later < 0) return columns.startUs.length
  for (let place = later; columns.startUs[place] === startUs; place++)
    if (columns.arm[place] === arm && columns.operation[place] === operation) return place
  return later
}

/** "operation 312, meant to start at 5.213 s, took 322 ms, 3 attempts, ✓ ok". */
export function markWords({ operation, startMs, latencyMs, attempts, outcome }: MarkedOperation): string {
  return [
    `operation ${count(operation)}`,
    `meant to start at ${instantWords(startMs, 1)}`,
    `took ${milliseconds(latencyMs)}`,
    counted(attempts, 'attempt'),
    OUTCOME_WORDS[outcome],
  ].join(', ')
}
