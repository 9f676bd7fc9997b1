/**
 * What went wrong with an attempt, in words that hold for every target. A target's own codes are translated in one
 * file per target (lib/lab/etcd/classify-reply.ts, lib/lab/http/classify-answer.ts).
 *
 * The order is stored in attempt batches: never reorder, only append.
 */
export const ERROR_CLASSES = [
  'none',
  'attempt-timeout',
  'not-sent',
  'connection-dropped',
  'no-leader',
  'leader-changed',
  'server-timeout',
  'server-stopped',
  'overloaded',
  'proposal-dropped',
  'rejected',
  'deadline',
  'cancelled',
  'unknown',
  'breaker-open',
  'budget-empty',
  'throttled',
  'conflict',
  'request-timeout',
  'too-many-requests',
  'unavailable',
  'server-error',
  'gateway-error',
  'stale-connection',
  'key-in-use',
] as const

export type ErrorClass = (typeof ERROR_CLASSES)[number]

/** Classes of tries that the strategy itself refused: nothing was asked of the target, so they are not attempts. */
const REFUSALS = ['breaker-open', 'budget-empty', 'throttled'] as const satisfies readonly ErrorClass[]
export type Refusal = (typeof REFUSALS)[number]

/** True when the strategy refused the try, false when it was an attempt. */
export function isRefusal(errorClass: ErrorClass): errorClass is Refusal {
  return (REFUSALS as readonly ErrorClass[]).includes(errorClass)
}

/** One line for people per class: what it means. */
export const ERROR_CLASS_MEANING: Record<ErrorClass, string> = {
  none: 'The attempt succeeded.',
  'attempt-timeout': 'No answer within the attempt time-out.',
  'not-sent': 'Nothing left the client: no connection was there, or no time.',
  'connection-dropped': 'The connection broke while the attempt was under way.',
  'no-leader': 'The cluster had no leader; refused before execution.',
  'leader-changed': 'The leader changed while a read was under way.',
  'server-timeout': 'etcd itself gave up waiting for consensus (7 s).',
  'server-stopped': 'The member was shutting down.',
  overloaded: 'The member refused: too many requests.',
  'proposal-dropped': 'Raft dropped the proposal; it was never applied.',
  rejected: 'The request itself was wrong; repeating it cannot help.',
  deadline: 'The caller’s deadline, or the strategy’s own within it, ended the attempt before its time-out.',
  cancelled: 'The caller cancelled.',
  unknown: 'An error nobody has classified yet; on a write its effect is unknown.',
  'breaker-open': 'The strategy’s circuit breaker refused the try; nothing was sent.',
  'budget-empty': 'The strategy’s retry budget was spent; nothing was sent.',
  throttled: 'The strategy throttled itself; nothing was sent.',
  conflict: 'Somebody else had changed the value since it was read; the transaction did nothing.',
  'request-timeout': 'HTTP 408: the request did not reach the server as a whole.',
  'too-many-requests': 'HTTP 429: more requests than the server allows.',
  unavailable: 'HTTP 503 (also 421, 425): the server refuses for now and has done nothing.',
  'server-error': 'HTTP 500 and its like: the server failed; nobody knows what it had done by then.',
  'gateway-error': 'HTTP 502 or 504: a gateway got no good answer; nobody knows what happened behind it.',
  'stale-connection':
    'A keep-alive connection that had been used before was cut before any answer came: the server had most likely closed it.',
  'key-in-use': 'HTTP 409: the same request is under way or was made before; this time nothing was done.',
}
