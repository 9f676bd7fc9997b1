/** Attempts of a trial, operation by operation, without holding all of them. */
import { closesOperation, type AttemptRecord } from '../history/attempt'

/**
 * Groups attempts by operation, in the order in which they were recorded. An operation is given out as soon as nothing more
 * of it can come; those whose strategy may go on behind its caller (left at the deadline, deferred) are kept to the end.
 */
export class OperationGroups {
  readonly #open = new Map<string, AttemptRecord[]>()

  /** @returns all attempts of an operation when this one was its last, otherwise null */
  add(attempt: AttemptRecord): AttemptRecord[] | null {
    const key = `${attempt.arm}/${attempt.operation}`
    const own = this.#open.get(key) ?? []
    own.push(attempt)
    const { stop } = attempt
    if (closesOperation(stop) && stop !== 'deadline' && stop !== 'deferred') {
      this.#open.delete(key)
      return own
    }
    this.#open.set(key, own)
    return null
  }

  /** What was kept to the end. */
  rest(): Iterable<AttemptRecord[]> {
    return this.#open.values()
  }
}
