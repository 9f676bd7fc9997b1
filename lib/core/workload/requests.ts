/** What the operations of a trial ask for: drawn from seed, trial and operation, so whoever judges them can draw it again. */
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import { drawOperation, type Workload } from './registry'
import type { OperationRequest } from './workload'

/** Without the arm: all strategies are asked for the same. @param trial its index */
export function requestOf(
  workload: Workload,
  seed: number,
  trial: number,
  operation: number,
): OperationRequest {
  return drawOperation(workload, streamOf(seed, RANDOM_PURPOSE.workload, trial, operation), operation)
}

/** The same for all operations of a trial; each is drawn once, however often it is asked for. */
export function requestsOf(
  workload: Workload,
  seed: number,
  trial: number,
): (operation: number) => OperationRequest {
  const drawn = new Map<number, OperationRequest>()
  return (operation) => {
    const known = drawn.get(operation) ?? requestOf(workload, seed, trial, operation)
    drawn.set(operation, known)
    return known
  }
}
