/**
 * A route's retry policy for Envoy, and what of it Istio's VirtualService can say (YAML).
 * Sources: Envoy API v3, config.route.v3.RetryPolicy and config.core.v3.BackoffStrategy: base and maximum interval, no factor;
 * JitteredExponentialBackOffStrategy doubles from the base and draws between 0 and the interval; RouteAction.timeout spans
 * all retries. Istio networking API, HTTPRetry: `attempts` are retries, "the interval between retries will be determined
 * automatically (25ms+)"; HTTPRoute.timeout spans them, too.
 */
import { addedText, capText, lawText, nearestExponential, type ExponentialLaw } from './delay-law'
import { guardTexts } from './guard-text'
import { plain, protobufDuration, shares } from './number-text'
import type { RetryIntent } from './retry-intent'
import type { TakeHome } from './take-home'

export const RETRY_ON = 'connect-failure,refused-stream,reset,unavailable,resource-exhausted'
/** Envoy counts in whole milliseconds. */
const SHORTEST_MS = 1

/** The `retry_policy` of a route or virtual host. */
export function envoyRetryPolicy(intent: RetryIntent): TakeHome {
  const { law, notExpressed } = nearestExponential(intent)
  if (intent.maxAttempts === 1)
    return {
      language: 'yaml',
      text: [...timeoutLine(intent), 'retry_policy:', '  num_retries: 0'].join('\n'),
      notExpressed: sharedTexts(intent),
    }
  const [baseMs, maxMs] = [law.initialMs, law.capMs].map(wholeMs)
  return {
    language: 'yaml',
    text: [
      ...timeoutLine(intent),
      'retry_policy:',
      `  retry_on: ${RETRY_ON}`,
      `  num_retries: ${intent.maxAttempts - 1}`,
      '  retry_back_off:',
      `    base_interval: ${protobufDuration(baseMs ?? SHORTEST_MS)}`,
      `    max_interval: ${protobufDuration(maxMs ?? SHORTEST_MS)}`,
    ].join('\n'),
    notExpressed: [
      ...notExpressed,
      ...lawTexts(law, intent.maxAttempts),
      ...(baseMs === law.initialMs && maxMs === law.capMs
        ? []
        : [
            `Delays of ${plain(law.initialMs)} to ${plain(law.capMs)} ms: whole milliseconds from ${SHORTEST_MS} on.`,
          ]),
      ...sharedTexts(intent),
    ],
  }
}

/** The `retries` of a VirtualService's HTTP route. */
export function istioRetries(intent: RetryIntent): TakeHome {
  const retries = intent.maxAttempts - 1
  return {
    language: 'yaml',
    text: [
      ...timeoutLine(intent),
      'retries:',
      `  attempts: ${retries}`,
      ...(retries === 0 ? [] : [`  retryOn: ${RETRY_ON}`]),
    ].join('\n'),
    notExpressed: [
      ...(retries === 0
        ? []
        : [
            `The delays (${lawText(intent.law)}): Istio chooses the interval between retries, 25 ms and more. To set it, put the Envoy policy into an EnvoyFilter.`,
          ]),
      ...sharedTexts(intent),
    ],
  }
}

/** As Envoy counts. */
export function wholeMs(ms: number): number {
  return Math.max(SHORTEST_MS, Math.round(ms))
}

/** The strategy's own deadline as that of the route. */
function timeoutLine({ ownDeadlineMs }: RetryIntent): string[] {
  return ownDeadlineMs === null ? [] : [`timeout: ${protobufDuration(wholeMs(ownDeadlineMs))}`]
}

function lawTexts(law: ExponentialLaw, maxAttempts: number): string[] {
  return [
    ...(law.factor === 2 || law.initialMs >= law.capMs
      ? []
      : [`A factor of ${plain(law.factor)}: Envoy always doubles.`]),
    ...(law.lowShare === 0 && law.highShare === 1
      ? []
      : [`Jitter: Envoy draws 0–100 % of the nominal delay, this strategy ${shares(law)}.`]),
    ...capText(law, maxAttempts),
    ...addedText(law),
  ]
}

function sharedTexts(intent: RetryIntent): string[] {
  const { ownDeadlineMs } = intent
  return [
    ...(ownDeadlineMs === null || Number.isInteger(ownDeadlineMs)
      ? []
      : [`A deadline of ${plain(ownDeadlineMs)} ms: whole milliseconds from ${SHORTEST_MS} on.`]),
    ...guardTexts(intent, {
      elapsed: 'the route’s timeout cuts attempts and waits together.',
      ownDeadline: null,
      breaker: 'outlier detection ejects single hosts instead.',
      throttling: 'has no counterpart.',
      failures: 'the conditions of retry_on',
      rounds: true,
    }),
  ]
}
