/**
 * Hedging as a gRPC service config (JSON): there it is a policy of its own beside retries, and what ours is built after.
 * Source: gRPC proposal A6, "gRPC Retry Design", Hedging Policy. What clients make of it: @grpc/grpc-js 1.14,
 * retrying-call.js; grpc-go has no hedging (A6, "Implemented in").
 */
import { MOST_ATTEMPTS, RETRIED_CODES } from './grpc-service-config'
import { failureTexts, httpTexts, singleTexts, throttlingTexts, type HedgingParams } from './hedging-text'
import { protobufDuration } from './number-text'
import type { TakeHome } from './take-home'

/** A service config for all methods of a channel. */
export function grpcHedgingPolicy(p: HedgingParams): TakeHome {
  const throttled = p.throttling === 'on'
  const hedgingPolicy = {
    maxAttempts: Math.min(p.maxAttempts, MOST_ATTEMPTS),
    hedgingDelay: protobufDuration(p.hedgeDelayMs),
    nonFatalStatusCodes: p.nonFatal === 'none' ? [] : RETRIED_CODES,
  }
  const { maxTokens, tokenRatio } = p
  const config = {
    // One attempt is no hedging; gRPC refuses a policy that says so.
    methodConfig: [{ name: [{}], ...(p.maxAttempts > 1 && { hedgingPolicy }) }],
    ...(throttled && { retryThrottling: { maxTokens, tokenRatio } }),
  }
  return {
    language: 'json',
    text: JSON.stringify(config, null, 2),
    notExpressed: [
      ...(p.maxAttempts > MOST_ATTEMPTS
        ? [
            `${p.maxAttempts} attempts: clients make at most ${MOST_ATTEMPTS} unless a channel argument raises it.`,
          ]
        : []),
      ...singleTexts(p),
      ...(p.nonFatal === 'none' ? [] : failureTexts(p, CODES[p.nonFatal])),
      ...(throttled
        ? ['Throttling: grpc-js 1.14 holds retries back, but sends hedges whatever the tokens say.']
        : throttlingTexts(p, '')),
      ...httpTexts(p),
      ...(p.maxAttempts > 1
        ? ['grpc-go knows no hedging policy and sends one attempt.']
        : ['Calls that never left the client are repeated all the same (transparent retries).']),
    ],
  }
}

const CODES = {
  temporary: `the status codes ${RETRIED_CODES.join(' and ')}`,
  'not-executed': `the status codes ${RETRIED_CODES.join(' and ')}, which do not all say so`,
}
