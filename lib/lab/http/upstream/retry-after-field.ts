/** When to come back, in either of the forms that HTTP has for it (RFC 9110 §10.2.3). */
import type { UpstreamBehaviour } from '@/lib/core/target/http-upstream'

const REFUSALS = [429, 503]
const ERRORS = [500, 502, 504]

/** The Retry-After field that goes with a status; none where the behaviour has none for it. */
export function retryAfterField(
  {
    retryAfter,
    retryAfterOn,
    retryAfterSeconds,
  }: Pick<UpstreamBehaviour, 'retryAfter' | 'retryAfterOn' | 'retryAfterSeconds'>,
  status: number,
  nowEpochMs: number,
): Record<string, string> {
  const isWanted = REFUSALS.includes(status) || (retryAfterOn === 'errors' && ERRORS.includes(status))
  if (!isWanted || retryAfter === 'none') return {}
  if (retryAfter === 'seconds') return { 'retry-after': String(retryAfterSeconds) }
  // A date has no fractions of a second: rounded up, so that nobody comes back too early.
  const atMs = Math.ceil((nowEpochMs + retryAfterSeconds * 1000) / 1000) * 1000
  return { 'retry-after': new Date(atMs).toUTCString() }
}
