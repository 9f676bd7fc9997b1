/**
 * gRPC's retry policy as a service config (JSON).
 * Source: gRPC proposal A6, "gRPC Retry Design" (github.com/grpc/proposal/blob/master/A6-client-retries.md): at most 5 attempts
 * unless the client raises the limit, throttling per server; the spread of ±20 % as @grpc/grpc-js 1.14 draws it. `timeout` of
 * a method config is a deadline nested in the caller's: the earlier one holds (grpc/service_config/service_config.proto).
 */
import { addedText, capText, nearestExponential, type ExponentialLaw } from './delay-law'
import { guardTexts } from './guard-text'
import { plain, protobufDuration, shares } from './number-text'
import type { RetryIntent } from './retry-intent'
import type { TakeHome } from './take-home'

/** Clients make no more unless told by a channel argument. */
export const MOST_ATTEMPTS = 5
const SHORTEST_MS = 1
export const RETRIED_CODES = ['UNAVAILABLE', 'RESOURCE_EXHAUSTED']

/** A service config for all methods of a channel. */
export function grpcServiceConfig(intent: RetryIntent): TakeHome {
  const { maxAttempts, throttling, ownDeadlineMs, grpc } = intent
  const isSingle = maxAttempts === 1
  const { law, notExpressed } = nearestExponential(intent)
  const retryPolicy = {
    maxAttempts: Math.min(maxAttempts, MOST_ATTEMPTS),
    initialBackoff: protobufDuration(Math.max(law.initialMs, SHORTEST_MS)),
    maxBackoff: protobufDuration(Math.max(law.capMs, SHORTEST_MS)),
    backoffMultiplier: law.factor,
    retryableStatusCodes: grpc?.codes ?? RETRIED_CODES,
  }
  const method = {
    name: [{}],
    ...(ownDeadlineMs !== null && { timeout: protobufDuration(ownDeadlineMs) }),
    ...(!isSingle && { retryPolicy }),
  }
  const config = {
    ...(grpc && { loadBalancingConfig: [{ [grpc.loadBalancing]: {} }] }),
    methodConfig: [method],
    ...(throttling && !isSingle && { retryThrottling: throttling }),
  }
  return {
    language: 'json',
    text: JSON.stringify(config, null, 2),
    notExpressed: [
      ...(isSingle
        ? ['Calls that never left the client are repeated all the same (transparent retries).']
        : [...notExpressed, ...lawTexts(law, maxAttempts)]),
      // What only a service config says is in the text.
      ...guardTexts(
        { ...intent, grpc: null },
        {
          elapsed: 'gRPC knows only the deadline of the call.',
          ownDeadline: null,
          breaker: 'gRPC has none.',
          throttling: null,
          failures: grpc
            ? null
            : `the status codes ${RETRIED_CODES.join(' and ')}; an attempt has no time-out of its own, so an answer that never comes is not retried`,
        },
      ),
    ],
  }
}

function lawTexts(law: ExponentialLaw, maxAttempts: number): string[] {
  return [
    ...(maxAttempts > MOST_ATTEMPTS
      ? [
          `${maxAttempts} attempts: clients make at most ${MOST_ATTEMPTS} unless a channel argument raises it.`,
        ]
      : []),
    ...(law.initialMs < SHORTEST_MS
      ? [`A delay of ${plain(law.initialMs)} ms: it must be above 0, so ${SHORTEST_MS} ms stands here.`]
      : []),
    ...(law.lowShare === 0.8 && law.highShare === 1.2
      ? []
      : [
          `Jitter: gRPC draws 80–120 % of the nominal delay (older clients 0–100 %), this strategy ${shares(law)}.`,
        ]),
    ...capText(law, maxAttempts),
    ...addedText(law),
  ]
}
