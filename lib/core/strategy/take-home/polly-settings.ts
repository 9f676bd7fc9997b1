/**
 * Polly v8 as C#: a pipeline of time-out, retry and circuit breaker, as far as the strategy has them.
 * Source: Polly documentation, "Retry resilience strategy" (pollydocs.org/strategies/retry): MaxRetryAttempts are retries and
 * at least 1; ShouldHandle takes every exception but OperationCanceledException unless told otherwise. TimeoutStrategyOptions:
 * from 10 ms to a day.
 */
import { guardTexts } from './guard-text'
import { plain } from './number-text'
import { pollyBreaker } from './polly-breaker'
import { pollyDelays, type PollyDelays } from './polly-delays'
import { withUsings } from './polly-usings'
import type { RetryIntent } from './retry-intent'
import type { TakeHome } from './take-home'

const SHORTEST_TIMEOUT_MS = 10

/** A resilience pipeline. */
export function pollySettings(intent: RetryIntent): TakeHome {
  const { ownDeadlineMs } = intent
  const delays = intent.maxAttempts === 1 ? null : pollyDelays(intent.law, intent.maxAttempts)
  const breaker = intent.breaker && pollyBreaker(intent.breaker)
  const timeoutMs = ownDeadlineMs === null ? null : Math.max(SHORTEST_TIMEOUT_MS, ownDeadlineMs)
  const lines = [
    ...(timeoutMs === null ? [] : [`.AddTimeout(TimeSpan.FromMilliseconds(${plain(timeoutMs)}))`]),
    ...(delays ? retryLines(intent, delays, breaker !== null) : []),
    ...(breaker?.lines ?? []),
  ]
  const text =
    lines.length === 0
      ? ['var pipeline = ResiliencePipeline.Empty;']
      : [
          ...(delays?.before ?? []),
          'var pipeline = new ResiliencePipelineBuilder()',
          ...lines.map((line) => `    ${line}`),
          '    .Build();',
        ]
  return {
    language: 'csharp',
    text: withUsings(text),
    notExpressed: [
      ...(delays?.notExpressed ?? []),
      ...(breaker?.notExpressed ?? []),
      ...(timeoutMs === null
        ? []
        : ['Attempts cut at the deadline: Polly’s time-out ends what obeys its CancellationToken.']),
      ...(timeoutMs === ownDeadlineMs
        ? []
        : [`A deadline of ${plain(ownDeadlineMs ?? 0)} ms: Polly’s is ${SHORTEST_TIMEOUT_MS} ms or more.`]),
      ...guardTexts(intent, {
        elapsed:
          ownDeadlineMs === null
            ? 'AddTimeout around the retry cuts attempts too.'
            : 'a wait is begun all the same and ends with the time-out.',
        ownDeadline: null,
        breaker: breaker ? null : 'Polly’s breaker opens by the share of failures in a time window.',
        throttling: 'has no counterpart.',
        failures: 'every exception but OperationCanceledException; ShouldHandle can name others',
      }),
    ],
  }
}

function retryLines(
  { maxAttempts, breaker }: RetryIntent,
  delays: PollyDelays,
  hasBreaker: boolean,
): string[] {
  return [
    '.AddRetry(new RetryStrategyOptions',
    '{',
    `    MaxRetryAttempts = ${maxAttempts - 1},`,
    ...(hasBreaker && breaker?.whenOpen === 'end'
      ? [
          '    ShouldHandle = new PredicateBuilder().Handle<Exception>(',
          '        error => error is not OperationCanceledException and not BrokenCircuitException),',
        ]
      : []),
    ...delays.lines.map((line) => `    ${line}`),
    '})',
  ]
}
