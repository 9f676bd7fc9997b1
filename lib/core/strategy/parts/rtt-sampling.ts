/** Which attempts tell something of the round-trip time. */
import { z } from 'zod'
import type { ErrorClass } from '../../history/error-class'
import type { EndedAttempt } from './backoff'

const SAMPLINGS = ['article', 'karn'] as const
export type RttSampling = (typeof SAMPLINGS)[number]

/** The parameter, for strategies that measure round trips. */
export const rttSampling = z.enum(SAMPLINGS).default('article').meta({
  title: 'Sampling',
  description:
    'article = every attempt that was sent, failed ones with the time until they failed; karn = first attempts that succeeded, and no others.',
})

/** These attempts went nowhere, or ended by their caller's will: their duration is nobody's round trip. */
const NO_ROUND_TRIP: readonly ErrorClass[] = ['not-sent', 'cancelled']

/**
 * True when the attempt's duration is to be taken as a sample. Karn's rule takes none from a retransmission; a failed attempt
 * has no round trip at all. A sample after a time-out is a censored one: it says "at least so long".
 * Source: P. Karn, C. Partridge, "Improving Round-Trip Time Estimates in Reliable Transport Protocols", SIGCOMM 1987;
 * RFC 6298 §3.
 */
export function isRttSample(sampling: RttSampling, { attempt, reply }: EndedAttempt): boolean {
  if (sampling === 'karn') return attempt === 1 && reply.outcome === 'ok'
  return !NO_ROUND_TRIP.includes(reply.errorClass)
}
