/**
 * How a strategy reads the replies of a target over HTTP: parameters that every strategy with retries of our own shares, and
 * the parts they make. A target that tells no status is read by error class, whatever stands here.
 */
import { z } from 'zod'
import type { Parts } from '../compose'
import { byHttpStatus } from './classification'
import { HTTP_READINGS } from './http-classification'

/** What holds where a spec says nothing; for forms only, so that specs about other targets stay free of it. */
const DEFAULTS = { statuses: 'rfc9110', retryAfter: 'obey' } as const

const fields = {
  statuses: z.enum(HTTP_READINGS).optional().meta({
    title: 'HTTP statuses',
    onlyFor: 'http',
    default: DEFAULTS.statuses,
    description:
      'Which are retried. rfc9110 = 408, 421, 425, 429, 503, and other 5xx where the request may be sent twice; articles = 429 and 503, and 500, 502, 504 with Retry-After.',
  }),
  retryAfter: z.enum(['obey', 'ignore']).optional().meta({
    title: 'Retry-After',
    onlyFor: 'http',
    default: DEFAULTS.retryAfter,
    description: 'obey = no wait is shorter than what the server asks for; ignore = the backoff alone.',
  }),
}
type HttpParams = z.output<z.ZodObject<typeof fields>>

/** A params schema with these fields added; what it refined stays refined. Its type keeps to the strategy's own fields. */
export function withHttp<Params extends z.ZodObject>(params: Params): Params {
  return params.safeExtend(fields) as unknown as Params
}

/** The parts of a composition that these parameters ask for. @param params checked by a schema of {@link withHttp} */
export function httpParts(params: object): Required<Pick<Parts, 'classification' | 'obeysRetryAfter'>> {
  const { statuses = DEFAULTS.statuses, retryAfter = DEFAULTS.retryAfter } = params as HttpParams
  return { classification: byHttpStatus(statuses), obeysRetryAfter: retryAfter === 'obey' }
}
