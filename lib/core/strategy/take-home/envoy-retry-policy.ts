/**
 * A route's retry policy for Envoy, and what of it Istio's VirtualService can say (YAML).
 * Sources: Envoy API v3, config.route.v3.RetryPolicy and config.core.v3.BackoffStrategy: base and maximum interval, no factor;
 * JitteredExponentialBackOffStrategy doubles from the base and draws between 0 and the interval. Istio networking API,
 * HTTPRetry: `attempts` are retries, "the interval between retries will be determined automatically (25ms+)".
 */
import type { ExponentialLaw, RetryIntent } from './retry-intent'
import {
  addedText,
  breakerText,
  lawText,
  nearestExponential,
  plain,
  protobufDuration,
  shares,
  throttlingText,
  timeLimitTexts,
} from './settings-text'
import type { TakeHome } from './take-home'

const RETRY_ON = 'connect-failure,refused-stream,reset,unavailable,resource-exhausted'
/** Envoy counts in whole milliseconds. */
const SHORTEST_MS = 1

/** The `retry_policy` of a route or virtual host. */
export function envoyRetryPolicy(intent: RetryIntent): TakeHome {
  if (intent.maxAttempts === 1)
    return { language: 'yaml', text: 'retry_policy:\n  num_retries: 0', notExpressed: [] }
  const { law, notExpressed } = nearestExponential(intent)
  const [baseMs, maxMs] = [law.initialMs, law.capMs].map((ms) => Math.max(SHORTEST_MS, Math.round(ms)))
  return {
    language: 'yaml',
    text: [
      'retry_policy:',
      `  retry_on: ${RETRY_ON}`,
      `  num_retries: ${intent.maxAttempts - 1}`,
      '  retry_back_off:',
      `    base_interval: ${protobufDuration(baseMs ?? SHORTEST_MS)}`,
      `    max_interval: ${protobufDuration(maxMs ?? SHORTEST_MS)}`,
    ].join('\n'),
    notExpressed: [
      ...notExpressed,
      ...lawTexts(law),
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
  if (retries === 0) return { language: 'yaml', text: 'retries:\n  attempts: 0', notExpressed: [] }
  return {
    language: 'yaml',
    text: ['retries:', `  attempts: ${retries}`, `  retryOn: ${RETRY_ON}`].join('\n'),
    notExpressed: [
      `The delays (${lawText(intent.law)}): Istio chooses the interval between retries, 25 ms and more. To set it, put the Envoy policy into an EnvoyFilter.`,
      ...sharedTexts(intent),
    ],
  }
}

function lawTexts(law: ExponentialLaw): string[] {
  return [
    ...(law.factor === 2 || law.initialMs >= law.capMs
      ? []
      : [`A factor of ${plain(law.factor)}: Envoy always doubles.`]),
    ...(law.lowShare === 0 && law.highShare === 1
      ? []
      : [`Jitter: Envoy draws 0–100 % of the nominal delay, this strategy ${shares(law)}.`]),
    ...addedText(law),
  ]
}

function sharedTexts(intent: RetryIntent): string[] {
  return [
    ...timeLimitTexts(intent, 'the route’s timeout cuts attempts and waits together.'),
    ...breakerText(intent, 'outlier detection ejects single hosts instead.'),
    ...throttlingText(intent),
    ...intent.others,
    `Which failures are retried: here all but permanent ones, there the conditions of retry_on.`,
  ]
}
