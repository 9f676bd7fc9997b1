/**
 * Hedging as Envoy has it (YAML): a try that is over its time is not reset, and a retry is sent beside it.
 * Source: Envoy API v3, config.route.v3.HedgePolicy: hedge_on_per_try_timeout needs a retry policy that retries something and
 * says how often; the first good response wins.
 */
import { RETRY_ON, wholeMs } from './envoy-retry-policy'
import { failureTexts, httpTexts, singleTexts, throttlingTexts, type HedgingParams } from './hedging-text'
import { plain, protobufDuration } from './number-text'
import type { TakeHome } from './take-home'

/** The `hedge_policy` and `retry_policy` of a route. */
export function envoyHedging(p: HedgingParams): TakeHome {
  const isSingle = p.maxAttempts === 1
  const delayMs = wholeMs(p.hedgeDelayMs)
  return {
    language: 'yaml',
    text: isSingle
      ? 'retry_policy:\n  num_retries: 0'
      : [
          'hedge_policy:',
          '  hedge_on_per_try_timeout: true',
          'retry_policy:',
          `  retry_on: ${RETRY_ON}`,
          `  num_retries: ${p.maxAttempts - 1}`,
          `  per_try_timeout: ${protobufDuration(delayMs)}`,
          '  retry_back_off:',
          '    base_interval: 0.001s',
          '    max_interval: 0.001s',
        ].join('\n'),
    notExpressed: [
      ...singleTexts(p),
      ...(isSingle || delayMs === p.hedgeDelayMs
        ? []
        : [`A hedging delay of ${plain(p.hedgeDelayMs)} ms: whole milliseconds from 1 on.`]),
      ...failureTexts(p, 'the conditions of retry_on'),
      ...(isSingle
        ? []
        : ['After a failure the next attempt is sent at once; Envoy waits for up to a millisecond.']),
      ...throttlingTexts(p, 'Envoy has a retry budget per cluster instead (circuit_breakers).'),
      ...httpTexts(p),
    ],
  }
}
