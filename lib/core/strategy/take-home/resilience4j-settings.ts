/**
 * resilience4j's Spring Boot settings (YAML).
 * Source: resilience4j documentation, "Retry" and "CircuitBreaker" (resilience4j.readme.io/docs), and IntervalFunction:
 * maxAttempts counts the first call; delays are whole milliseconds; the randomised wait is drawn from
 * interval × (1 ± factor) with a factor in [0, 1); the maximum wait is applied after that draw.
 */
import { addedText, nearestExponential, reachesCap, type ExponentialLaw } from './delay-law'
import { guardTexts } from './guard-text'
import { plain } from './number-text'
import { resilience4jBreaker } from './resilience4j-breaker'
import type { RetryIntent } from './retry-intent'
import type { TakeHome } from './take-home'

const LARGEST_FACTOR = 0.99
const SHORTEST_MS = 1

/** Settings of the instance `target`; the circuit breaker stands inside the retry, as resilience4j orders its aspects. */
export function resilience4jSettings(intent: RetryIntent): TakeHome {
  const { law, notExpressed } = nearestExponential(intent)
  const isSingle = intent.maxAttempts === 1
  const retry = isSingle ? ['maxAttempts: 1'] : retryLines(intent, law)
  const breaker = intent.breaker && resilience4jBreaker(intent.breaker)
  return {
    language: 'yaml',
    text: [
      'resilience4j:',
      '  retry:',
      '    instances:',
      '      target:',
      ...retry.map((line) => `        ${line}`),
      ...(breaker?.lines ?? []),
    ].join('\n'),
    notExpressed: [
      ...(isSingle ? [] : [...notExpressed, ...lawTexts(law, intent)]),
      ...(breaker?.notExpressed ?? []),
      ...guardTexts(intent, {
        elapsed: 'resilience4j’s retry has no limit on elapsed time.',
        ownDeadline: 'its time limiter stands inside the retry, around each attempt.',
        breaker: null,
        throttling: 'has no counterpart.',
        failures: 'every exception but those under ignoreExceptions, which you have to name',
        rounds: true,
      }),
    ],
  }
}

/** Middle and spread of the randomised wait. */
function randomised({ lowShare, highShare }: ExponentialLaw): { middle: number; factor: number } {
  const middle = (lowShare + highShare) / 2
  return { middle, factor: Math.min(LARGEST_FACTOR, (highShare - lowShare) / 2 / middle) }
}

function retryLines({ maxAttempts, breaker }: RetryIntent, law: ExponentialLaw): string[] {
  const { middle, factor } = randomised(law)
  const longestMs = law.capsDraw ? law.capMs : law.capMs * law.highShare
  return [
    `maxAttempts: ${maxAttempts}`,
    `waitDuration: ${wholeMs(law.initialMs * middle)}ms`,
    ...(law.factor > 1
      ? [
          'enableExponentialBackoff: true',
          `exponentialBackoffMultiplier: ${plain(law.factor)}`,
          `exponentialMaxWaitDuration: ${wholeMs(longestMs)}ms`,
        ]
      : []),
    ...(factor > 0 ? ['enableRandomizedWait: true', `randomizedWaitFactor: ${plain(factor, 4)}`] : []),
    ...(breaker?.whenOpen === 'end'
      ? ['ignoreExceptions:', '  - io.github.resilience4j.circuitbreaker.CallNotPermittedException']
      : []),
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
    ...(law.factor === 1 && law.capsDraw && law.initialMs * law.highShare > law.capMs
      ? [`The cap of ${plain(law.capMs)} ms: resilience4j caps growing delays only.`]
      : []),
    ...(!law.capsDraw && reachesCap(law, maxAttempts) && factor > 0
      ? [
          'The cap before jitter: resilience4j cuts after the draw while the interval grows on, so late delays gather at the cap.',
        ]
      : []),
    ...addedText(law),
  ]
}
