/**
 * Hedging as a gRPC service config (JSON): there it is a policy of its own beside retries, and what ours is built after.
 * Source: gRPC proposal A6, "gRPC Retry Design", Hedging Policy. What clients make of it: @grpc/grpc-js 1.14,
 * retrying-call.js; grpc-go has no hedging (A6, "Implemented in").
 */
import type { z } from 'zod'
import type { hedging } from '../hedging'
import { MOST_ATTEMPTS, RETRIED_CODES } from './grpc-service-config'
import { protobufDuration } from './settings-text'
import type { TakeHome } from './take-home'

/** A service config for all methods of a channel. */
export function grpcHedgingPolicy(p: z.output<typeof hedging.params>): TakeHome {
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
      ...FAILURES[p.nonFatal],
      ...(throttled
        ? ['Throttling: grpc-js 1.14 holds retries back, but sends hedges whatever the tokens say.']
        : [
            `Max tokens ${maxTokens} and token ratio ${tokenRatio}: they act with throttling on only, and are left out.`,
          ]),
      ...httpText(p),
      'grpc-go knows no hedging policy and sends one attempt.',
    ],
  }
}

const CODES = RETRIED_CODES.join(' and ')
const FAILURES: Record<'temporary' | 'not-executed' | 'none', string[]> = {
  temporary: [
    `Which failures send the next attempt: here all but permanent ones, there the status codes ${CODES}.`,
  ],
  'not-executed': [
    `Which failures send the next attempt: here those after which it is certain that nothing happened, there the status codes ${CODES}, which do not all say so.`,
  ],
  none: [],
}

/** What concerns HTTP alone, where a spec says it. */
function httpText(p: object): string[] {
  const { statuses, retryAfter } = p as { statuses?: string; retryAfter?: string }
  const said = [statuses && `statuses as ${statuses}`, retryAfter && `Retry-After: ${retryAfter}`].filter(
    Boolean,
  )
  return said.length === 0 ? [] : [`How HTTP replies are read (${said.join(', ')}) has no counterpart.`]
}
