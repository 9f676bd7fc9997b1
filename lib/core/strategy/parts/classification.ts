/**
 * Which failures are worth another attempt. Permanent ones cannot get better by repetition; everything else may.
 * Indeterminate outcomes (info) are retried here: keeping effects single is the idempotent strategy's business.
 */
import type { AttemptReply, RequestKind } from '../../history/attempt'
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

/** What a request is sent as where a target does not tell. */
const METHODS: Readonly<Record<RequestKind, string>> = {
  put: 'PUT',
  txn: 'PUT',
  get: 'GET',
  revision: 'GET',
  check: 'GET',
}

/**
 * By the HTTP status where there is one, by the error class otherwise: a reply that never came has no status.
 * A `txn` carries its operation's id, by which the target knows a repetition.
 */
export function byHttpStatus(reading: HttpReading): Classification {
  return (reply, request) => {
    const { httpStatus: status, httpMethod: method = METHODS[request], retryAfterMs = null } = reply
    if (status === undefined) return byErrorClass(reply, request)
    const { kind } = classifyHttp(reading, {
      method,
      status,
      retryAfterMs,
      knownIdempotent: request === 'txn',
    })
    // The target itself found something wrong with an answer whose status is none of an error.
    return kind === 'success' ? byErrorClass(reply, request) : kind
  }
}
