/**
 * Which failures are worth another attempt. Permanent ones cannot get better by repetition; everything else may.
 * Indeterminate outcomes (info) are retried here: keeping effects single is the idempotent strategy's business.
 */
import { isWrite, type AttemptReply, type RequestKind } from '../../history/attempt'
import type { ErrorClass } from '../../history/error-class'
import { classifyHttp, type HttpReading } from './http-classification'

/**
 * temporary: worth another attempt. permanent: repeating the request cannot help. indeterminate: another attempt might help,
 * but nobody knows what this one did, and twice would be wrong.
 */
export type FailureKind = 'temporary' | 'permanent' | 'indeterminate'

/** Judges an attempt that did not succeed. */
export type Classification = (reply: AttemptReply, request: RequestKind) => FailureKind

const PERMANENT: readonly ErrorClass[] = ['rejected', 'cancelled']

/** True when repeating the same request cannot help. */
export function isPermanent(errorClass: ErrorClass): boolean {
  return PERMANENT.includes(errorClass)
}

/** By the error class alone: what every target tells. */
export const byErrorClass: Classification = ({ errorClass }) =>
  isPermanent(errorClass) ? 'permanent' : 'temporary'

/**
 * By the HTTP status where there is one, by the error class otherwise: a reply that never came has no status.
 * Writes are POST, reads GET, as the HTTP target sends them. A `txn` carries its operation's id as an idempotency key, by which
 * the target knows a repetition; 409 and 412 are answers to that key and to its condition, and say nothing else.
 */
export function byHttpStatus(reading: HttpReading): Classification {
  return (reply, request) => {
    const { httpStatus: status, retryAfterMs = null } = reply
    const knownIdempotent = request === 'txn'
    if (status === undefined || (knownIdempotent && ANSWERS_TO_A_KEY.includes(status)))
      return byErrorClass(reply, request)
    const method = isWrite(request) ? 'POST' : 'GET'
    const { kind } = classifyHttp(reading, { method, status, retryAfterMs, knownIdempotent })
    // The target itself found something wrong with an answer whose status is none of an error.
    return kind === 'success' ? byErrorClass(reply, request) : kind
  }
}

/** Conflict, Precondition Failed. */
const ANSWERS_TO_A_KEY = [409, 412]
