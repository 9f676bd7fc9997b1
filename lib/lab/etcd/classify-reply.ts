/**
 * The only place that reads grpc codes and etcd's messages: what an error says about an attempt.
 *
 * The texts are those of etcd 3.7 (api/v3rpc/rpctypes/error.go) and grpc-js 1.14 (subchannel-call.js,
 * load-balancing-call.js, picker.js). An error on a put that stands in no row here may have been applied: `info`.
 */
import { status, type ServiceError, type StatusObject } from '@grpc/grpc-js'
import { isWrite, type RequestKind } from '@/lib/core/history/attempt'
import type { ErrorClass } from '@/lib/core/history/error-class'
import type { AttemptReply } from '@/lib/engine/ports'

/** How grpc says what came of a call. */
export type GrpcStatus = Pick<StatusObject, 'code' | 'details'>

interface Row {
  codes: readonly number[]
  /** Matched against the details; without it every error with the code matches. */
  text?: RegExp
  errorClass: ErrorClass
  /** True: the request was certainly not executed. False: a put may have been applied. */
  harmless: boolean
}

/** First match wins. */
const ROWS: readonly Row[] = [
  // grpc-js names the peer once a call is on a connection; before that nothing has left the client.
  { codes: [status.DEADLINE_EXCEEDED], text: /remote_addr=/, errorClass: 'attempt-timeout', harmless: false },
  {
    codes: [status.DEADLINE_EXCEEDED],
    text: /Waiting for LB pick|waiting for name resolution|No connection established/,
    errorClass: 'not-sent',
    harmless: true,
  },
  { codes: [status.DEADLINE_EXCEEDED], errorClass: 'attempt-timeout', harmless: false },
  {
    codes: [status.UNAVAILABLE, status.INTERNAL],
    text: /No connection established|Name resolution failed|Channel closed before call started|Failed to start HTTP\/2 stream/,
    errorClass: 'not-sent',
    harmless: true,
  },
  // The server promises that a refused stream was not processed (RFC 9113 §8.7).
  {
    codes: [status.UNAVAILABLE],
    text: /Stream refused by server/,
    errorClass: 'overloaded',
    harmless: true,
  },
  { codes: [status.UNAVAILABLE], text: /etcdserver: no leader/, errorClass: 'no-leader', harmless: true },
  // Comes from linearizable reads only; on a put it would be news, so it is not taken as harmless there.
  {
    codes: [status.UNAVAILABLE],
    text: /etcdserver: leader changed/,
    errorClass: 'leader-changed',
    harmless: false,
  },
  {
    codes: [status.UNAVAILABLE],
    text: /etcdserver: request timed out/,
    errorClass: 'server-timeout',
    harmless: false,
  },
  {
    codes: [status.UNAVAILABLE],
    text: /etcdserver: server stopped/,
    errorClass: 'server-stopped',
    harmless: false,
  },
  // An etcd that shuts down or a proxy that lost it: grpc-js gives broken streams either code.
  {
    codes: [status.UNAVAILABLE, status.INTERNAL],
    text: /Connection dropped|ECONNRESET|ETIMEDOUT|EPIPE|socket hang up|Received RST_STREAM|transport is closing/,
    errorClass: 'connection-dropped',
    harmless: false,
  },
  { codes: [status.CANCELLED], errorClass: 'cancelled', harmless: false },
  {
    codes: [status.RESOURCE_EXHAUSTED],
    text: /etcdserver: too many requests/,
    errorClass: 'overloaded',
    harmless: true,
  },
  {
    codes: [status.RESOURCE_EXHAUSTED],
    text: /database space exceeded/,
    errorClass: 'rejected',
    harmless: true,
  },
  { codes: [status.FAILED_PRECONDITION], text: /not leader/, errorClass: 'no-leader', harmless: true },
  {
    codes: [status.UNKNOWN],
    text: /raft proposal dropped/,
    errorClass: 'proposal-dropped',
    harmless: true,
  },
  // etcd checks these before it proposes anything.
  {
    codes: [
      status.INVALID_ARGUMENT,
      status.NOT_FOUND,
      status.ALREADY_EXISTS,
      status.PERMISSION_DENIED,
      status.UNAUTHENTICATED,
      status.FAILED_PRECONDITION,
      status.OUT_OF_RANGE,
      status.UNIMPLEMENTED,
    ],
    errorClass: 'rejected',
    harmless: true,
  },
]

const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }

/** What an attempt that was answered without an error has come to. */
export function succeeded(): AttemptReply {
  return OK
}

/** The reply to an attempt that was never sent, because its caller had already cancelled. */
export function cancelledBeforeSending(): AttemptReply {
  return { outcome: 'fail', errorClass: 'cancelled' }
}

/**
 * Outcome and class of a failed attempt. A read changes nothing, so its failure is never in doubt.
 * @throws what is not an error of grpc: that is a bug, not an outcome
 */
export function classifyError(kind: RequestKind, error: unknown): AttemptReply {
  if (!isServiceError(error)) throw error
  return classifyStatus(kind, error)
}

/** Outcome and class of an attempt that ended with this status of grpc. */
export function classifyStatus(kind: RequestKind, { code, details }: GrpcStatus): AttemptReply {
  if (code === status.OK) return OK
  const row = ROWS.find(({ codes, text }) => codes.includes(code) && (!text || text.test(details)))
  const harmless = !isWrite(kind) || (row?.harmless ?? false)
  return { outcome: harmless ? 'fail' : 'info', errorClass: row?.errorClass ?? 'unknown' }
}

/**
 * The reply to an attempt whose caller may not have cancelled it although grpc says so: a server that knows the deadline resets
 * the stream, and where the client's own timer is late, its reset comes first.
 * @param isPastDeadline whether the attempt's time was over
 */
export function cancelledByWhom(
  reply: AttemptReply,
  { isAborted, isPastDeadline }: { isAborted: boolean; isPastDeadline: boolean },
): AttemptReply {
  if (reply.errorClass !== 'cancelled' || isAborted) return reply
  return { ...reply, errorClass: isPastDeadline ? 'attempt-timeout' : 'connection-dropped' }
}

/** True for the answer to a compaction that somebody else has already done. */
export function isAlreadyCompacted(error: unknown): boolean {
  return isServiceError(error) && error.code === status.OUT_OF_RANGE && /compacted/.test(error.details)
}

/** True when etcd did not know the token of the session: it has run out, or the member was started anew. Nothing was done. */
export function isTokenRefused(error: unknown): boolean {
  if (!isServiceError(error)) return false
  if (error.code === status.UNAUTHENTICATED) return /invalid auth token/.test(error.details)
  return error.code === status.INVALID_ARGUMENT && /revision of auth store is old/.test(error.details)
}

/** True when etcd knows the user, but does not let it do that. */
export function isPermissionDenied(error: unknown): boolean {
  return isServiceError(error) && error.code === status.PERMISSION_DENIED
}

/** True when the cluster knows no users at all. */
export function isAuthOff(error: unknown): boolean {
  return isServiceError(error) && /authentication is not enabled/.test(error.details)
}

/** True when etcd wants to know who asks, and nobody was named. */
export function isUserMissing(error: unknown): boolean {
  return isServiceError(error) && /user name is empty/.test(error.details)
}

/** True when user and password do not belong together. */
export function isLoginRefused(error: unknown): boolean {
  return isServiceError(error) && /authentication failed/.test(error.details)
}

/** True for an answer that says that nobody leads, or that no majority answered in time. */
export function isLeaderless(error: unknown): boolean {
  return isServiceError(error) && /no leader|request timed out|leader changed/.test(error.details)
}

/** The error in words for people: grpc's details, without its code. */
export function describeError(error: unknown): string {
  if (isServiceError(error)) return error.details || status[error.code] || 'unknown error'
  return error instanceof Error ? error.message : String(error)
}

/** True for an error of grpc, with its code and details. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error
}
