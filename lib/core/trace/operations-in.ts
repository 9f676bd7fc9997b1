/** Attempts of a trial, operation by operation, without holding all of them. */
import { closesOperation, type AttemptRecord } from '../history/attempt'

/**
 * Groups attempts by operation. An operation is given out as soon as nothing more of it can come, and those whose strategy
 * may go on behind its caller (left at the deadline, deferred) at the end.
 * @param attempts of one trial, in the order in which they were recorded
 */
export function* operationsIn(attempts: Iterable<AttemptRecord>): Generator<AttemptRecord[]> {
  const open = new Map<string, AttemptRecord[]>()
  for (const attempt of attempts) {
    const key = `${attempt.arm}/${attempt.operation}`
    const own = open.get(key)
    if (own) own.push(attempt)
    else open.set(key, [attempt])
    if (!closesOperation(attempt.stop) || attempt.stop === 'deadline' || attempt.stop === 'deferred') continue
    yield open.get(key) ?? []
    open.delete(key)
  }
  yield* open.values()
}
