/**
 * What an HTTP status says about trying again, in two readings: the articles' and RFC 9110's. Pure: the reply's status and
 * what is known of its request go in.
 * Sources: the article on four causes of failing retries, section 2.3; RFC 9110 §9.2.2, §15; RFC 6585 §4 (429); RFC 8470
 * §5.2 (425).
 */

export const HTTP_READINGS = ['articles', 'rfc9110'] as const
export type HttpReading = (typeof HTTP_READINGS)[number]

export interface HttpReply {
  /** Upper case. */
  method: string
  /** 100 to 599. */
  status: number
  /** What a valid Retry-After asked for; null when there was none (see retry-after.ts). */
  retryAfterMs: number | null
  /** True when the server is known to do a request of this kind once, however often it comes: an idempotency key, say. */
  knownIdempotent?: boolean
}

export interface HttpClassification {
  /**
   * success: nothing to try again. temporary: worth another attempt. permanent: repeating the request cannot help.
   * indeterminate: another attempt might help, but nobody knows what this one did, and twice would be wrong.
   */
  kind: 'success' | 'temporary' | 'permanent' | 'indeterminate'
  /** False: this attempt changed nothing, or (success) is known to have done its work. */
  mayHaveHappened: boolean
  /** What the server asked to wait before the next attempt; null when it did not, or when there is none. */
  retryAfterMs: number | null
  /** What the next attempt must do otherwise than this one. */
  next: 'same' | 'new-connection' | 'without-early-data'
  /** For people. */
  reason: string
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/** True for methods that may be sent again whatever became of the first time (RFC 9110 §9.2.2). */
export function isIdempotentMethod(method: string): boolean {
  return method === 'PUT' || method === 'DELETE' || SAFE_METHODS.includes(method)
}

/** Classifies a reply. */
export function classifyHttp(reading: HttpReading, reply: HttpReply): HttpClassification {
  const { status } = reply
  if (status < 400) return verdict('success', reply, 'The request was answered without an error.')
  return reading === 'articles' ? asArticles(reply) : asRfc9110(reply)
}

function asArticles(reply: HttpReply): HttpClassification {
  const { status, retryAfterMs } = reply
  if (status === 429 || status === 503)
    return verdict('temporary', reply, `${status}: the server says itself that it refuses for a time.`)
  if (![500, 502, 504].includes(status))
    return verdict('permanent', reply, `${status} is not among the statuses that are retried.`)
  return retryAfterMs === null
    ? verdict('permanent', reply, `${status} without Retry-After is no passing trouble.`)
    : verdict('temporary', reply, `${status}, but the server names a time to come back.`)
}

function asRfc9110(reply: HttpReply): HttpClassification {
  const { status, method, knownIdempotent } = reply
  const refused = REFUSALS[status]
  if (refused) return { ...verdict('temporary', reply, refused.reason), next: refused.next }
  if (status < 500)
    return verdict('permanent', reply, `${status}: the request itself has to change before it can succeed.`)
  const never = NEVER[status]
  if (never) return verdict('permanent', reply, never)
  // A status that nobody knows is to be understood as the x00 of its class (§15).
  if (isIdempotentMethod(method))
    return verdict(
      'temporary',
      reply,
      `${status}: nobody knows what happened, but ${method} may be sent again.`,
    )
  return knownIdempotent
    ? verdict('temporary', reply, `${status}: nobody knows what happened, but twice has the effect of once.`)
    : verdict(
        'indeterminate',
        reply,
        `${status}: ${method} may have been executed; to repeat it is no safe guess.`,
      )
}

/** Statuses by which a server says that it has not done the request, and that it may come again. */
const REFUSALS: Readonly<Record<number, Pick<HttpClassification, 'reason' | 'next'>>> = {
  408: {
    next: 'new-connection',
    reason: '408: the server did not receive all of the request; it may be repeated on a new connection.',
  },
  421: {
    next: 'new-connection',
    reason:
      '421: this server does not answer for that host; the request may be repeated on another connection.',
  },
  425: {
    next: 'without-early-data',
    reason: '425: the server will not risk early data; the request may be repeated without it.',
  },
  429: { next: 'same', reason: '429: too many requests in a given time.' },
  503: { next: 'same', reason: '503: overloaded or under maintenance, for a time.' },
}

const NEVER: Readonly<Record<number, string>> = {
  501: '501: the server cannot do this at all.',
  505: '505: the server does not speak this version of HTTP.',
  511: '511: the network wants a login first.',
}

function verdict(
  kind: HttpClassification['kind'],
  { method, status, retryAfterMs }: HttpReply,
  reason: string,
): HttpClassification {
  const isRefusal = status < 500 || status in REFUSALS || status in NEVER
  return {
    kind,
    mayHaveHappened: !isRefusal && !SAFE_METHODS.includes(method),
    retryAfterMs: kind === 'temporary' ? retryAfterMs : null,
    next: 'same',
    reason,
  }
}
