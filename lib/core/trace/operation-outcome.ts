/** What an operation came to, by the rules that the summaries count by. */
import { closesOperation, leavesDoubt, type AttemptRecord, type Outcome } from '../history/attempt'

/** The attempt that closes an operation for its caller. @throws when there is none */
export function closingOf(attempts: readonly AttemptRecord[]): AttemptRecord {
  const closing = attempts.find(({ stop }) => closesOperation(stop))
  if (!closing) throw new Error('an operation without an attempt that closes it')
  return closing
}

/** ok when it succeeded for its caller or its deferred job was done; otherwise info when anything may have happened. */
export function outcomeOf(attempts: readonly AttemptRecord[]): Outcome {
  const { stop } = closingOf(attempts)
  if (stop === 'succeeded' || attempts.some((attempt) => attempt.stop === 'job-done')) return 'ok'
  return attempts.some(leavesDoubt) ? 'info' : 'fail'
}
