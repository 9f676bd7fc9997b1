/**
 * cenkalti/backoff v4 as Go, with sony/gobreaker where the strategy has a breaker.
 * Source: github.com/cenkalti/backoff/v4 v4.3.0: delays are drawn from interval × (1 ± factor), so jitter between two shares
 * of a delay is an interval in their middle; the interval is capped before that draw. WithMaxRetries counts retries.
 */
import type { ExponentialLaw, RetryIntent } from './retry-intent'
import { addedText, isConstant, nearestExponential, plain, throttlingText } from './settings-text'
import type { TakeHome } from './take-home'

/** A Go file with one function, Retry. */
export function backoffV4Code(intent: RetryIntent): TakeHome {
  const { maxAttempts, breaker, deadlineAware } = intent
  const { law, notExpressed } = nearestExponential(intent)
  const isSingle = maxAttempts === 1
  return {
    language: 'go',
    text: [
      'package retries',
      '',
      'import (',
      '\t"context"',
      ...(breaker?.whenOpen === 'end' ? ['\t"errors"'] : []),
      ...(isSingle ? [] : ['\t"time"']),
      '',
      '\t"github.com/cenkalti/backoff/v4"',
      ...(breaker ? ['\t"github.com/sony/gobreaker"'] : []),
      ')',
      '',
      ...breakerLines(intent),
      '// Retry runs the operation; wrap what cannot get better by repetition in backoff.Permanent.',
      'func Retry(ctx context.Context, operation backoff.Operation) error {',
      ...(isSingle
        ? ['\treturn backoff.Retry(operation, backoff.WithContext(&backoff.StopBackOff{}, ctx))']
        : body(intent, law)),
      '}',
    ].join('\n'),
    notExpressed: isSingle
      ? []
      : [
          ...notExpressed,
          ...addedText(law),
          ...(deadlineAware
            ? [
                'No wait that would outlast the caller’s deadline: a wait is begun all the same and ends with the context.',
              ]
            : []),
          ...throttlingText(intent),
          ...intent.others,
        ],
  }
}

function body({ maxAttempts, maxElapsedMs, breaker }: RetryIntent, law: ExponentialLaw): string[] {
  return [
    ...(isConstant(law) && maxElapsedMs === null
      ? [`\tb := backoff.NewConstantBackOff(${goDuration(law.initialMs)})`]
      : exponentialLines(law, maxElapsedMs)),
    `\tretries := backoff.WithContext(backoff.WithMaxRetries(b, ${maxAttempts - 1}), ctx)`,
    `\treturn backoff.Retry(${breaker ? 'guarded(operation)' : 'operation'}, retries)`,
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

function breakerLines({ breaker }: RetryIntent): string[] {
  if (!breaker) return []
  return [
    '// One for all operations.',
    'var breaker = gobreaker.NewCircuitBreaker(gobreaker.Settings{',
    `\tMaxRequests: ${breaker.probes},`,
    `\tTimeout:     ${goDuration(breaker.openMs)},`,
    '\tReadyToTrip: func(counts gobreaker.Counts) bool {',
    `\t\treturn counts.ConsecutiveFailures > ${breaker.consecutiveFailures}`,
    '\t},',
    '})',
    '',
    'func guarded(operation backoff.Operation) backoff.Operation {',
    '\treturn func() error {',
    '\t\t_, err := breaker.Execute(func() (interface{}, error) { return nil, operation() })',
    ...(breaker.whenOpen === 'end'
      ? [
          '\t\tif errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {',
          '\t\t\treturn backoff.Permanent(err)',
          '\t\t}',
        ]
      : []),
    '\t\treturn err',
    '\t}',
    '}',
    '',
  ]
}

/** A Go duration in the largest unit that keeps it whole. */
function goDuration(ms: number): string {
  if (ms === 0) return '0'
  if (Number.isInteger(ms)) return `${ms} * time.Millisecond`
  return `${Math.round(ms * 1e6)} * time.Nanosecond`
}
