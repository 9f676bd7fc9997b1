/** What came of sending a delivery, as strategies and people read it. */
import type { AttemptReply } from '../history/attempt'

/** What an attempt came to, in one word; stored. */
export const TRY_RESULTS = [
  'delivered',
  'status',
  'redirect',
  'gone',
  'refused-address',
  'timeout',
  'no-connection',
] as const
export type TryResult = (typeof TRY_RESULTS)[number]

/** Of an answer. 410 = the receiver wants no more of it, ever (Standard Webhooks). */
export function resultOfStatus(status: number): TryResult {
  if (status >= 200 && status < 300) return 'delivered'
  if (status >= 300 && status < 400) return 'redirect'
  return status === 410 ? 'gone' : 'status'
}

/**
 * All but two failures are worth another attempt: receivers know a repetition by its webhook-id, so that nothing happens twice;
 * and a receiver that answers 404 may be about to be installed, a redirect about to be entered. Statuses are not handed on:
 * strategies would read them as those of a write without an id.
 */
export function replyOf(result: TryResult, retryAfterMs: number | null): AttemptReply {
  if (result === 'delivered') return { outcome: 'ok', errorClass: 'none' }
  const errorClass =
    result === 'gone' || result === 'refused-address'
      ? 'rejected'
      : result === 'timeout'
        ? 'attempt-timeout'
        : result === 'no-connection'
          ? 'not-sent'
          : 'unknown'
  return { outcome: 'info', errorClass, ...(retryAfterMs !== null && { retryAfterMs }) }
}
