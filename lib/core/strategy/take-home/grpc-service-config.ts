/**
 * gRPC's retry policy as a service config (JSON).
 * Source: gRPC proposal A6, "gRPC Retry Design" (github.com/grpc/proposal/blob/master/A6-client-retries.md): at most 5 attempts
 * unless the client raises the limit, throttling per server; the spread of ±20 % as @grpc/grpc-js 1.14 draws it.
 */
import type { RetryIntent } from './retry-intent'
import {
  addedText,
  breakerText,
  nearestExponential,
  plain,
  protobufDuration,
  shares,
  timeLimitTexts,
} from './settings-text'
import type { TakeHome } from './take-home'

/** Clients make no more unless told by a channel argument. */
export const MOST_ATTEMPTS = 5
const SHORTEST_MS = 1
export const RETRIED_CODES = ['UNAVAILABLE', 'RESOURCE_EXHAUSTED']

/** A service config for all methods of a channel. */
export function grpcServiceConfig(intent: RetryIntent): TakeHome {
  const { maxAttempts, throttling, others } = intent
  if (maxAttempts === 1)
    return {
      language: 'json',
      text: JSON.stringify({ methodConfig: [{ name: [{}] }] }, null, 2),
      notExpressed: ['Calls that never left the client are repeated all the same (transparent retries).'],
    }
  const { law, notExpressed } = nearestExponential(intent)
  const retryPolicy = {
    maxAttempts: Math.min(maxAttempts, MOST_ATTEMPTS),
    initialBackoff: protobufDuration(Math.max(law.initialMs, SHORTEST_MS)),
    maxBackoff: protobufDuration(Math.max(law.capMs, SHORTEST_MS)),
    backoffMultiplier: law.factor,
    retryableStatusCodes: RETRIED_CODES,
  }
  const config = {
    methodConfig: [{ name: [{}], retryPolicy }],
    ...(throttling ? { retryThrottling: throttling } : {}),
  }
  return {
    language: 'json',
    text: JSON.stringify(config, null, 2),
    notExpressed: [
      ...(maxAttempts > MOST_ATTEMPTS
        ? [
            `${maxAttempts} attempts: clients make at most ${MOST_ATTEMPTS} unless a channel argument raises it.`,
          ]
        : []),
      ...notExpressed,
      ...(law.initialMs < SHORTEST_MS
        ? [`A delay of ${plain(law.initialMs)} ms: it must be above 0, so ${SHORTEST_MS} ms stands here.`]
        : []),
      ...(law.lowShare === 0.8 && law.highShare === 1.2
        ? []
        : [
            `Jitter: gRPC draws 80–120 % of the nominal delay (older clients 0–100 %), this strategy ${shares(law)}.`,
          ]),
      ...addedText(law),
      ...timeLimitTexts(intent, 'gRPC knows only the deadline of the call.'),
      ...breakerText(intent, 'gRPC has none.'),
      ...others,
      `Which failures are retried: here all but permanent ones, there the status codes ${RETRIED_CODES.join(' and ')}; an attempt has no time-out of its own, so an answer that never comes is not retried.`,
    ],
  }
}
