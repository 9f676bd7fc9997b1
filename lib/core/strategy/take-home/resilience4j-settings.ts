/**
 * resilience4j's Spring Boot settings (YAML).
 * Source: resilience4j documentation, "Retry" and "CircuitBreaker" (resilience4j.readme.io/docs), and IntervalFunction:
 * maxAttempts counts the first call; delays are whole milliseconds; the randomised wait is drawn from
 * interval × (1 ± factor) with a factor in [0, 1); the maximum wait is applied after that draw.
 */
import type { ExponentialLaw, RetryIntent } from './retry-intent'
import {
  addedText,
  nearestExponential,
  plain,
  reachesCap,
  throttlingText,
  timeLimitTexts,
} from './settings-text'
import type { TakeHome } from './take-home'

const LARGEST_FACTOR = 0.99
const SHORTEST_MS = 1

/** Settings of the instance `target`; the circuit breaker stands inside the retry, as resilience4j orders its aspects. */
export function resilience4jSettings(intent: RetryIntent): TakeHome {
  const { law, notExpressed } = nearestExponential(intent)
  const isSingle = intent.maxAttempts === 1
  const retry = isSingle ? ['maxAttempts: 1'] : retryLines(intent, law)
  return {
    language: 'yaml',
    text: [
      'resilience4j:',
      '  retry:',
      '    instances:',
      '      target:',
      ...retry.map((line) => `        ${line}`),
      ...breakerLines(intent),
    ].join('\n'),
    notExpressed: isSingle ? [] : [...notExpressed, ...lawTexts(law, intent), ...guardTexts(intent)],
  }
}

/** Middle and spread of the randomised wait. */
function randomised({ lowShare, highShare }: ExponentialLaw): { middle: number; factor: number } {
  const middle = (lowShare + highShare) / 2
  return { middle, factor: Math.min(LARGEST_FACTOR, (highShare - lowShare) / 2 / middle) }
}

function retryLines({ maxAttempts, breaker }: RetryIntent, law: ExponentialLaw): string[] {
  const { middle, factor } = randomised(law)
  const grows = law.factor > 1
  return [
    `maxAttempts: ${maxAttempts}`,
    `waitDuration: ${wholeMs(law.initialMs * middle)}ms`,
    ...(grows
      ? [
          'enableExponentialBackoff: true',
          `exponentialBackoffMultiplier: ${plain(law.factor)}`,
          `exponentialMaxWaitDuration: ${wholeMs(law.capMs * law.highShare)}ms`,
        ]
      : []),
    ...(factor > 0 ? ['enableRandomizedWait: true', `randomizedWaitFactor: ${plain(factor, 4)}`] : []),
    ...(breaker?.whenOpen === 'end'
      ? ['ignoreExceptions:', '  - io.github.resilience4j.circuitbreaker.CallNotPermittedException']
      : []),
  ]
}

/** So many failures in a row are a window of that size with nothing but failures. */
function breakerLines({ breaker }: RetryIntent): string[] {
  if (!breaker) return []
  const window = breaker.consecutiveFailures + 1
  return [
    '  circuitbreaker:',
    '    instances:',
    '      target:',
    '        slidingWindowType: COUNT_BASED',
    `        slidingWindowSize: ${window}`,
    `        minimumNumberOfCalls: ${window}`,
    '        failureRateThreshold: 100',
    `        waitDurationInOpenState: ${wholeMs(breaker.openMs)}ms`,
    `        permittedNumberOfCallsInHalfOpenState: ${breaker.probes}`,
  ]
}

function wholeMs(ms: number): number {
  return Math.max(SHORTEST_MS, Math.round(ms))
}

function lawTexts(law: ExponentialLaw, { maxAttempts }: RetryIntent): string[] {
  const { middle, factor } = randomised(law)
  const firstMs = law.initialMs * middle
  return [
    ...(Number.isInteger(firstMs) && firstMs >= SHORTEST_MS
      ? []
      : [`A first delay of ${plain(firstMs)} ms: whole milliseconds from ${SHORTEST_MS} on.`]),
    ...(factor === LARGEST_FACTOR && law.lowShare === 0
      ? [
          `Full jitter down to 0: the factor must stay below 1, so delays start at ${plain(middle * (1 - LARGEST_FACTOR) * 100, 1)} % of the nominal one.`,
        ]
      : []),
    ...(reachesCap(law, maxAttempts) && factor > 0
      ? [
          'The cap before jitter: resilience4j cuts after the draw while the interval grows on, so late delays gather at the cap.',
        ]
      : []),
    ...addedText(law),
  ]
}

function guardTexts(intent: RetryIntent): string[] {
  return [
    ...timeLimitTexts(intent, 'resilience4j’s retry has no limit on elapsed time.'),
    ...(intent.breaker
      ? [
          'A half-open breaker that opens again with the first failure: resilience4j waits for all its probes.',
        ]
      : []),
    ...throttlingText(intent),
    ...intent.others,
  ]
}
