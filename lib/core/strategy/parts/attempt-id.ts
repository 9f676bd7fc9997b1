/** Ids that tell the attempts of one operation apart, for logs and for what a target writes down. */

/**
 * The id of one attempt, as `retry_attempt_id` in logs: the operation's id, `#`, the number of the attempt.
 * @param attempt 1 = the first
 */
export function retryAttemptId(operationId: string, attempt: number): string {
  if (!Number.isSafeInteger(attempt) || attempt < 1)
    throw new RangeError(`attempts are numbered from 1, not ${attempt}`)
  return `${operationId}#${attempt}`
}

/** Takes an id apart again; null when it is none. An operation's id may have `#` in it. */
export function parseRetryAttemptId(id: string): { operationId: string; attempt: number } | null {
  const match = /^(?<operationId>.*)#(?<attempt>[1-9]\d*)$/s.exec(id)
  const { operationId, attempt } = match?.groups ?? {}
  return operationId === undefined || attempt === undefined ? null : { operationId, attempt: Number(attempt) }
}
