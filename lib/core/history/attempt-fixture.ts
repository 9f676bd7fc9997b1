/** Attempts for tests: a put that succeeded at once, but for what a test says of it. */
import type { AttemptRecord } from './attempt'

/** Meant to start at 0; it takes 10 ms from its start, and ends its operation, where a test does not say otherwise. */
export function attemptRecord(changes: Partial<AttemptRecord> = {}): AttemptRecord {
  const { intendedStartMs = 0, startMs = intendedStartMs, endMs = startMs + 10 } = changes
  return {
    ...{ arm: 0, operation: 0, attempt: 1, kind: 'put', member: 0, loss: 'none' },
    ...{ outcome: 'ok', errorClass: 'none', stop: 'succeeded' },
    ...{ intendedStartMs, startMs, endMs, operationEndMs: endMs },
    ...{ nominalDelayMs: 0, plannedDelayMs: 0, actualDelayMs: 0 },
    ...changes,
  }
}
