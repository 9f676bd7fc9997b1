/**
 * cenkalti/backoff v4 as Go, with sony/gobreaker where the strategy has a breaker.
 * Source: github.com/cenkalti/backoff/v4 v4.3.0: delays are drawn from interval × (1 ± factor), so jitter between two shares
 * of a delay is an interval in their middle; the interval is capped before that draw. WithMaxRetries counts retries.
 */
import { addedText, capText, isConstant, nearestExponential, type ExponentialLaw } from './delay-law'
import { goDuration } from './go-duration'
import { gobreakerCode } from './gobreaker-code'
import { guardTexts } from './guard-text'
import { plain } from './number-text'
import { ALL_BUT_PERMANENT, type RetryIntent } from './retry-intent'
import type { TakeHome } from './take-home'

/** A Go file with one function, Retry. */
export function backoffV4Code(intent: RetryIntent): TakeHome {
  const { maxAttempts, breaker, retried } = intent
  const { law, notExpressed } = nearestExponential(intent)
  const guard = breaker && gobreakerCode(breaker)
  const code = [...(guard?.lines ?? []), ...retryFunction(intent, law)]
  return {
    language: 'go',
    text: ['package retries', '', ...importLines(code.join('\n')), '', ...code].join('\n'),
    notExpressed: [
      ...(maxAttempts === 1 ? [] : [...notExpressed, ...capText(law, maxAttempts), ...addedText(law)]),
      ...(guard?.notExpressed ?? []),
      ...guardTexts(intent, {
        ...{ elapsed: null, ownDeadline: null, breaker: null, clearsBreaker: true },
        throttling: 'has no counterpart.',
        failures:
          retried === ALL_BUT_PERMANENT ? null : 'all that the operation does not wrap in backoff.Permanent',
      }),
    ],
  }
}

const STANDARD = ['context', 'errors', 'time']
const MODULES = { backoff: 'github.com/cenkalti/backoff/v4', gobreaker: 'github.com/sony/gobreaker' }

/** Go refuses an import that is not used, as well as one that is missing. */
function importLines(code: string): string[] {
  const uses = (name: string) => new RegExp(`\\b${name}\\.`).test(code)
  return [
    'import (',
    ...STANDARD.filter(uses).map((path) => `\t"${path}"`),
    '',
    ...Object.entries(MODULES).flatMap(([name, path]) => (uses(name) ? [`\t"${path}"`] : [])),
    ')',
  ]
}

function retryFunction(intent: RetryIntent, law: ExponentialLaw): string[] {
  const { breaker, ownDeadlineMs } = intent
  const isCut = ownDeadlineMs !== null
  const operation = isCut ? 'func() error { return operation(ctx) }' : 'operation'
  return [
    '// Retry runs the operation; wrap what cannot get better by repetition in backoff.Permanent.',
    `func Retry(ctx context.Context, operation ${isCut ? 'func(context.Context) error' : 'backoff.Operation'}) error {`,
    ...(isCut
      ? [
          `\tctx, cancel := context.WithTimeout(ctx, ${asArgument(goDuration(ownDeadlineMs))})`,
          '\tdefer cancel()',
        ]
      : []),
    ...backoffLines(intent, law),
    `\treturn backoff.Retry(${breaker ? `guarded(${operation})` : operation}, retries)`,
    '}',
  ]
}

function backoffLines({ maxAttempts, maxElapsedMs }: RetryIntent, law: ExponentialLaw): string[] {
  if (maxAttempts === 1) return ['\tretries := backoff.WithContext(&backoff.StopBackOff{}, ctx)']
  return [
    ...(isConstant(law) && maxElapsedMs === null
      ? [`\tb := backoff.NewConstantBackOff(${goDuration(law.initialMs)})`]
      : exponentialLines(law, maxElapsedMs)),
    `\tretries := backoff.WithContext(backoff.WithMaxRetries(b, ${maxAttempts - 1}), ctx)`,
  ]
}

function exponentialLines(law: ExponentialLaw, maxElapsedMs: number | null): string[] {
  const middle = (law.lowShare + law.highShare) / 2
  return [
    '\tb := backoff.NewExponentialBackOff()',
    `\tb.InitialInterval = ${goDuration(law.initialMs * middle)}`,
    `\tb.RandomizationFactor = ${plain((law.highShare - law.lowShare) / 2 / middle, 9)}`,
    `\tb.Multiplier = ${plain(law.factor)}`,
    `\tb.MaxInterval = ${goDuration(law.capMs * middle)}`,
    `\tb.MaxElapsedTime = ${maxElapsedMs === null ? '0 // no limit' : goDuration(maxElapsedMs)}`,
  ]
}

/** As gofmt has it among several arguments. */
function asArgument(duration: string): string {
  return duration.replace(' * ', '*')
}
