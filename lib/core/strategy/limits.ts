/** Limits shared by strategies: when to stop, whatever the backoff says. */
import { z } from 'zod'
import { isPermanent } from './classification'
import type { Decision, FailedAttempt } from './strategy'

/** Attempts of one operation, the first included. 1 means no retry. */
export const maxAttemptsSchema = z.int().min(1).max(100)

/** The reason to stop after this failure, or null when the strategy may go on. */
export function stopAfter(
  failure: FailedAttempt,
  maxAttempts: number,
): Extract<Decision, { kind: 'stop' }> | null {
  if (isPermanent(failure.errorClass)) return { kind: 'stop', reason: 'permanent-error' }
  if (failure.remainingMs <= 0) return { kind: 'stop', reason: 'deadline' }
  if (failure.attempt >= maxAttempts) return { kind: 'stop', reason: 'attempts-exhausted' }
  return null
}
