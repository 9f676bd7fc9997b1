import { describe, expect, it } from 'vitest'
import { builtInCatalogue } from '../catalogue'
import { nothingToTakeHome, paramsFor, takeHome, type TakeHomeTargetName } from './take-home'

function taken(name: string, given: object, target: TakeHomeTargetName) {
  const strategy = builtInCatalogue.find(name)
  if (!strategy) throw new Error(`no strategy ${name}`)
  return takeHome(strategy, strategy.params.parse(given) as Record<string, unknown>, target)
}

const WHICH_GRPC =
  'Which failures are retried: here all but permanent ones, there the status codes UNAVAILABLE and RESOURCE_EXHAUSTED; an attempt has no time-out of its own, so an answer that never comes is not retried.'
const WHICH_ENVOY =
  'Which failures are retried: here all but permanent ones, there the conditions of retry_on.'
const WHICH_RESILIENCE4J =
  'Which failures are retried: here all but permanent ones, there every exception but those under ignoreExceptions, which you have to name.'
const WHICH_POLLY =
  'Which failures are retried: here all but permanent ones, there every exception but OperationCanceledException; ShouldHandle can name others.'
const WHICH_COCKATIEL =
  'Which failures are retried: here all but permanent ones, there every error; a filter made with handleWhen can name others.'

describe('the winner taken home', () => {
  it('becomes a gRPC service config', () => {
    expect(taken('grpc-throttling', { maxAttempts: 7 }, 'grpc')).toEqual({
      language: 'json',
      text: `{
  "methodConfig": [
    {
      "name": [
        {}
      ],
      "retryPolicy": {
        "maxAttempts": 5,
        "initialBackoff": "0.05s",
        "maxBackoff": "2s",
        "backoffMultiplier": 2,
        "retryableStatusCodes": [
          "UNAVAILABLE",
          "RESOURCE_EXHAUSTED"
        ]
      }
    }
  ],
  "retryThrottling": {
    "maxTokens": 10,
    "tokenRatio": 0.1
  }
}`,
      notExpressed: [
        '7 attempts: clients make at most 5 unless a channel argument raises it.',
        'Jitter: gRPC draws 80–120 % of the nominal delay (older clients 0–100 %), this strategy 0–100 %.',
        WHICH_GRPC,
      ],
    })
  })

  it('becomes an Envoy retry policy, which doubles and draws from zero', () => {
    expect(taken('exponential', {}, 'envoy')).toEqual({
      language: 'yaml',
      text: `retry_policy:
  retry_on: connect-failure,refused-stream,reset,unavailable,resource-exhausted
  num_retries: 4
  retry_back_off:
    base_interval: 0.05s
    max_interval: 2s`,
      notExpressed: [WHICH_ENVOY],
    })
    expect(taken('exponential', { factor: 1.5, jitter: 'equal' }, 'envoy')?.notExpressed).toEqual([
      'A factor of 1.5: Envoy always doubles.',
      'Jitter: Envoy draws 0–100 % of the nominal delay, this strategy 50–100 %.',
      WHICH_ENVOY,
    ])
  })

  it('becomes the retries of an Istio route, without delays', () => {
    expect(taken('decorrelated', {}, 'istio')).toEqual({
      language: 'yaml',
      text: `retries:
  attempts: 4
  retryOn: connect-failure,refused-stream,reset,unavailable,resource-exhausted`,
      notExpressed: [
        'The delays (decorrelated from 50 ms up to 2000 ms): Istio chooses the interval between retries, 25 ms and more. To set it, put the Envoy policy into an EnvoyFilter.',
        WHICH_ENVOY,
      ],
    })
  })

  it('becomes resilience4j settings, the breaker as a window full of failures', () => {
    expect(taken('breaker', { whenOpen: 'end' }, 'resilience4j')).toEqual({
      language: 'yaml',
      text: `resilience4j:
  retry:
    instances:
      target:
        maxAttempts: 5
        waitDuration: 25ms
        enableExponentialBackoff: true
        exponentialBackoffMultiplier: 2
        exponentialMaxWaitDuration: 2000ms
        enableRandomizedWait: true
        randomizedWaitFactor: 0.99
        ignoreExceptions:
          - io.github.resilience4j.circuitbreaker.CallNotPermittedException
  circuitbreaker:
    instances:
      target:
        slidingWindowType: COUNT_BASED
        slidingWindowSize: 6
        minimumNumberOfCalls: 6
        failureRateThreshold: 100
        waitDurationInOpenState: 30000ms
        permittedNumberOfCallsInHalfOpenState: 3`,
      notExpressed: [
        'Full jitter down to 0: the factor must stay below 1, so delays start at 0.5 % of the nominal one.',
        'A half-open breaker that opens again with the first failure: resilience4j waits for all its probes.',
        WHICH_RESILIENCE4J,
      ],
    })
  })

  it('becomes Polly, with its own back-off where that says the same', () => {
    expect(taken('fixed-exponential', {}, 'polly')).toEqual({
      language: 'csharp',
      text: `using Polly;
using Polly.Retry;

var pipeline = new ResiliencePipelineBuilder()
    .AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = 5,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromMilliseconds(3000),
    })
    .Build();`,
      notExpressed: [WHICH_POLLY],
    })
    expect(taken('exponential', {}, 'polly')?.text).toContain(
      'var delayMs = nominalMs * (0 + 1 * Random.Shared.NextDouble());',
    )
  })

  it('becomes cockatiel code', () => {
    expect(taken('breaker', {}, 'cockatiel')).toEqual({
      language: 'typescript',
      text: `import { ConsecutiveBreaker, ExponentialBackoff, circuitBreaker, fullJitterGenerator, handleAll, retry, wrap } from 'cockatiel'

const retries = retry(handleAll, {
  maxAttempts: 4, // retries
  backoff: new ExponentialBackoff({
    initialDelay: 50,
    maxDelay: 2000,
    generator: fullJitterGenerator,
  }),
})
const breaker = circuitBreaker(handleAll, {
  halfOpenAfter: 30000,
  breaker: new ConsecutiveBreaker(6),
})
export const policy = wrap(retries, breaker)`,
      notExpressed: [
        'Fractions of a millisecond: cockatiel’s generator rounds delays down.',
        '3 probes of a half-open breaker: cockatiel lets one through.',
        WHICH_COCKATIEL,
      ],
    })
  })

  it('becomes backoff/v4 code, jitter as an interval in its middle', () => {
    const go = taken('deadline-aware', { jitter: 'equal', budgetMs: 5_000 }, 'backoff-v4')
    expect(go?.text).toBe(`package retries

import (
\t"context"
\t"time"

\t"github.com/cenkalti/backoff/v4"
)

// Retry runs the operation; wrap what cannot get better by repetition in backoff.Permanent.
func Retry(ctx context.Context, operation func(context.Context) error) error {
\tctx, cancel := context.WithTimeout(ctx, 5000*time.Millisecond)
\tdefer cancel()
\tb := backoff.NewExponentialBackOff()
\tb.InitialInterval = 37500000 * time.Nanosecond
\tb.RandomizationFactor = 0.333333333
\tb.Multiplier = 2
\tb.MaxInterval = 1500 * time.Millisecond
\tb.MaxElapsedTime = 5000 * time.Millisecond
\tretries := backoff.WithContext(backoff.WithMaxRetries(b, 19), ctx)
\treturn backoff.Retry(func() error { return operation(ctx) }, retries)
}`)
    expect(go?.notExpressed).toEqual([
      'No wait that would outlast the caller’s deadline: a wait is begun all the same and ends with the deadline.',
    ])
  })

  it('names what only this strategy has, with its parameters', () => {
    const { notExpressed } = taken('retry-budget', {}, 'polly') ?? {}
    expect(notExpressed).toEqual([
      'What “Retry budget” does besides its backoff (Share 0.2 retries per request, Minimum 10 retries/s, Window 10000 ms) has no counterpart.',
      WHICH_POLLY,
    ])
  })

  it('gives gRPC its own config back', () => {
    const given = { retryableStatusCodes: 'UNAVAILABLE, ABORTED', retryThrottling: true }
    const config = taken('grpc-js', given, 'grpc')
    const { client, params } = builtInCatalogue.find('grpc-js') ?? {}
    expect(client?.(params?.parse(given))).toEqual({
      kind: 'grpc-js',
      serviceConfig: JSON.parse(config?.text ?? '') as unknown,
    })
    expect(config?.notExpressed).toEqual([])
  })

  it('says of a run over HTTP how replies are read, whether the spec says it or not', () => {
    const exponential = builtInCatalogue.find('exponential')
    if (!exponential) throw new Error('no exponential strategy')
    const written = (kind: string) => {
      const params = exponential.params.parse({}) as Record<string, unknown>
      return takeHome(exponential, paramsFor(exponential, params, kind), 'backoff-v4')?.notExpressed
    }
    expect(written('etcd')).toEqual([])
    expect(written('http')).toEqual([
      'What “Exponential with jitter” does besides its backoff (HTTP statuses rfc9110, Retry-After obey) has no counterpart.',
    ])
  })

  it('says why where there is nothing', () => {
    const reason = (name: string) => nothingToTakeHome(builtInCatalogue.find(name), name, 'istio')
    expect(reason('adaptive-rtt')).toContain('follow what it measures')
    expect(reason('hedging')).toContain('These can: gRPC service config, Envoy retry policy, Polly v8 (C#).')
    expect(reason('mine')).toContain('“mine” is code of your own')
  })

  it('says that nothing can be taken where the delays follow no known law', () => {
    const exponential = builtInCatalogue.find('exponential')
    if (!exponential) throw new Error('no exponential strategy')
    const odd = { ...exponential, name: 'odd', delayBounds: () => null }
    expect(takeHome(odd, exponential.params.parse({}) as Record<string, unknown>, 'grpc')).toBeNull()
  })
})
