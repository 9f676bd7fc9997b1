/** The header fields by which our HTTP client names operations and attempts, and our upstream knows them again. */
import type { IncomingHttpHeaders } from 'node:http'
import { parseRetryAttemptId, retryAttemptId } from '@/lib/core/strategy/parts/attempt-id'
import type { EventIdentity } from '@/lib/core/strategy/parts/deduplication'

/** Answered by our upstream at once; as etcd has it, so that the lab's probes need not know which of them they ask. */
export const VERSION_PATH = '/version'

/** Which operation and attempt a request belongs to. */
export interface AttemptName {
  /** Run, trial, arm and number in one: unique. */
  operationId: string
  /** From 0. */
  operation: number
  /** 1 = the first. */
  attempt: number
}

/** The id of an operation: the same for all attempts of it, and for no other operation. */
export function operationIdOf(prefix: string, operation: number): string {
  return `${prefix}op/${operation}`
}

/** The number of the operation that an id names; null when it names none. */
export function operationIn(operationId: string): number | null {
  const number = /\/op\/(\d{1,9})$/.exec(operationId)?.[1]
  return number === undefined ? null : Number(number)
}

/**
 * Fields that go with every request: `Retry-Attempt-Id` as the article's logs have it, `Event-Id`, and `traceparent` (W3C
 * Trace Context). All attempts of an operation are the same event in the same trace.
 * @param token the operation's client token, whose digits are its trace id
 */
export function namingFields(operationId: string, attempt: number, token: string): Record<string, string> {
  const traceId = token.replaceAll('-', '')
  return {
    'retry-attempt-id': retryAttemptId(operationId, attempt),
    'event-id': operationId,
    traceparent: `00-${traceId}-${attempt.toString(16).padStart(16, '0')}-01`,
  }
}

/** The IETF draft has the key as a string of RFC 8941: in quotation marks. */
export function idempotencyKeyField(token: string): Record<string, string> {
  return { 'idempotency-key': `"${token}"` }
}

/** Null where a request does not say which attempt it is. */
export function attemptNameOf(headers: IncomingHttpHeaders): AttemptName | null {
  const id = parseRetryAttemptId(single(headers['retry-attempt-id']) ?? '')
  const operation = id && operationIn(id.operationId)
  return id && operation !== null ? { operationId: id.operationId, operation, attempt: id.attempt } : null
}

/** The key, with or without quotation marks; `invalid` = a field that is no key; null = no field. */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | 'invalid' | null {
  const field = single(headers['idempotency-key'])
  if (field === undefined) return null
  const key = /^"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"$|^([\w.:-]{1,255})$/.exec(field.trim())
  return key?.[1] ?? key?.[2] ?? 'invalid'
}

/** Null where a request is no event of a trace. */
export function eventOf(headers: IncomingHttpHeaders): EventIdentity | null {
  const eventId = single(headers['event-id'])
  const traceId = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/.exec(
    single(headers.traceparent) ?? '',
  )?.[1]
  return eventId === undefined || traceId === undefined ? null : { eventId, traceId }
}

/** The strong entity tag of `If-Match`, without its quotation marks; null = no condition. */
export function expectedRevisionOf(headers: IncomingHttpHeaders): string | null {
  return revisionIn(headers['if-match'])
}

/** The revision that an entity tag of our upstream names; null when it is none. */
export function revisionIn(tag: string | undefined): string | null {
  return /^"(\d{1,15})"$/.exec(tag ?? '')?.[1] ?? null
}

/** The entity tag of a revision. */
export function tagOf(revision: string | number): string {
  return `"${revision}"`
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
