/**
 * The only place that reads HTTP statuses and socket errors: what an answer, or its absence, says about an attempt. Whether
 * a status leaves a write in doubt is RFC 9110's word (lib/core/strategy/parts/http-classification.ts). What stands nowhere
 * here may have taken effect on a write: `info`.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { isWrite, type AttemptReply, type RequestKind } from '@/lib/core/history/attempt'
import type { ErrorClass } from '@/lib/core/history/error-class'
import { classifyHttp } from '@/lib/core/strategy/parts/http-classification'
import { retryAfterMs } from '@/lib/core/strategy/parts/retry-after'
import { revisionIn } from './request-fields'

export interface HttpAnswer {
  status: number
  headers: IncomingHttpHeaders
}

/** How a connection stood when an attempt ended without an answer. */
export interface Unanswered {
  /** A connection was there, so that the request may have left. */
  wasSent: boolean
  /** The connection had carried other requests before. */
  isReused: boolean
  /** The answer had begun. */
  hasBegun: boolean
}

const CLASS_OF_STATUS: Readonly<Record<number, ErrorClass>> = {
  408: 'request-timeout',
  421: 'unavailable',
  425: 'unavailable',
  429: 'too-many-requests',
  502: 'gateway-error',
  503: 'unavailable',
  504: 'gateway-error',
}

/** Node's codes for a connection that the other side has ended. */
const DROPPED = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE']

/** What an answer has come to. @param nowEpochMs the wall clock, for a Retry-After that is a date */
export function classifyAnswer(
  kind: RequestKind,
  { status, headers }: HttpAnswer,
  nowEpochMs: number,
): AttemptReply {
  const told = { httpStatus: status, ...retryAfterOf(headers, nowEpochMs) }
  if (kind === 'check' && (status === 200 || status === 404))
    return { outcome: 'ok', errorClass: 'none', isApplied: status === 200, ...told }
  if (status >= 200 && status < 300)
    return { outcome: 'ok', errorClass: 'none', ...told, ...toldRevision(kind, headers) }
  // Redirects are never followed: whatever a POST has done where it was sent, nobody told.
  if (status < 400) return { outcome: isWrite(kind) ? 'info' : 'fail', errorClass: 'rejected', ...told }
  // A precondition of ours that failed, or a key that is in use: the server did nothing this time.
  if (kind === 'txn' && status === 412)
    return { outcome: 'fail', errorClass: 'conflict', ...told, ...revisionOf(headers) }
  if (kind === 'txn' && status === 409) return { outcome: 'fail', errorClass: 'key-in-use', ...told }
  const { kind: verdict, mayHaveHappened } = classifyHttp('rfc9110', {
    method: isWrite(kind) ? 'POST' : 'GET',
    status,
    retryAfterMs: told.retryAfterMs ?? null,
  })
  const errorClass = verdict === 'permanent' ? 'rejected' : (CLASS_OF_STATUS[status] ?? 'server-error')
  return { outcome: mayHaveHappened ? 'info' : 'fail', errorClass, ...told }
}

/**
 * What an attempt has come to whose connection failed.
 * @throws what is no error of a connection: that is a bug, not an outcome
 */
export function classifyFailure(kind: RequestKind, error: unknown, state: Unanswered): AttemptReply {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  if (code === null) throw error
  if (!state.wasSent) return { outcome: 'fail', errorClass: 'not-sent' }
  return { outcome: isWrite(kind) ? 'info' : 'fail', errorClass: classOfFailure(code, state) }
}

/** No answer in time, or the caller has cancelled. */
export function classifyEnd(
  kind: RequestKind,
  end: 'attempt-timeout' | 'cancelled',
  { wasSent }: Pick<Unanswered, 'wasSent'>,
): AttemptReply {
  if (!wasSent) return { outcome: 'fail', errorClass: end === 'cancelled' ? 'cancelled' : 'not-sent' }
  return { outcome: isWrite(kind) ? 'info' : 'fail', errorClass: end }
}

function classOfFailure(code: string, { isReused, hasBegun }: Unanswered): ErrorClass {
  if (!DROPPED.includes(code)) return 'unknown'
  return isReused && !hasBegun ? 'stale-connection' : 'connection-dropped'
}

function retryAfterOf(headers: IncomingHttpHeaders, nowEpochMs: number): { retryAfterMs?: number } {
  const field = headers['retry-after']
  const asked = field === undefined ? null : retryAfterMs(field, nowEpochMs)
  return asked === null ? {} : { retryAfterMs: asked }
}

/** What the entity tag says: of a read, what it saw; of a write, what it has made. */
function toldRevision(
  kind: RequestKind,
  headers: IncomingHttpHeaders,
): Pick<AttemptReply, 'revision' | 'modRevision'> {
  const { modRevision } = revisionOf(headers)
  const revision = Number(modRevision)
  return {
    ...(kind === 'revision' && modRevision !== undefined && { modRevision }),
    // The tags of a server that is not ours may be any number.
    ...(Number.isSafeInteger(revision) && { revision }),
  }
}

function revisionOf(headers: IncomingHttpHeaders): { modRevision?: string } {
  const revision = revisionIn(headers.etag)
  return revision === null ? {} : { modRevision: revision }
}
