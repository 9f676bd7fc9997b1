import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { schemaFields, type SchemaField } from '../../schema/schema-fields'
import { findStrategy, strategies } from '../registry'
import { readIntent } from './retry-intent'
import { isTakeHomeTarget, takeHome, TAKE_HOME_TARGETS, type TakeHomeTargetName } from './take-home'

const TARGETS = Object.keys(TAKE_HOME_TARGETS).filter(isTakeHomeTarget)

function taken(name: string, given: object, target: TakeHomeTargetName) {
  const strategy = findStrategy(name)
  if (!strategy) throw new Error(`no strategy ${name}`)
  return takeHome(strategy, strategy.params.parse(given) as Record<string, unknown>, target)
}

const WHICH_GRPC =
  'Which failures are retried: here all but permanent ones, there the status codes UNAVAILABLE and RESOURCE_EXHAUSTED; an attempt has no time-out of its own, so an answer that never comes is not retried.'
const WHICH_ENVOY =
  'Which failures are retried: here all but permanent ones, there the conditions of retry_on.'

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

  it('becomes gRPC’s hedging policy where it hedges', () => {
    expect(taken('hedging', { throttling: 'on', hedgeDelayMs: 80, nonFatal: 'none' }, 'grpc')).toEqual({
      language: 'json',
      text: JSON.stringify(
        {
          methodConfig: [
            {
              name: [{}],
              hedgingPolicy: { maxAttempts: 3, hedgingDelay: '0.08s', nonFatalStatusCodes: [] },
            },
          ],
          retryThrottling: { maxTokens: 10, tokenRatio: 0.1 },
        },
        null,
        2,
      ),
      notExpressed: [
        'Throttling: grpc-js 1.14 holds retries back, but sends hedges whatever the tokens say.',
        'grpc-go knows no hedging policy and sends one attempt.',
      ],
    })
    expect(taken('hedging', { maxAttempts: 1 }, 'grpc')?.text).not.toContain('hedgingPolicy')
    expect(taken('hedging', {}, 'envoy')).toBeNull()
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
      ],
    })
  })

  it('becomes Polly, with its own back-off where that says the same', () => {
    expect(taken('fixed-exponential', {}, 'polly')).toEqual({
      language: 'csharp',
      text: `var pipeline = new ResiliencePipelineBuilder()
    .AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = 5,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromMilliseconds(3000),
    })
    .Build();`,
      notExpressed: [],
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
      notExpressed: ['3 probes of a half-open breaker: cockatiel lets one through.'],
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
func Retry(ctx context.Context, operation backoff.Operation) error {
\tb := backoff.NewExponentialBackOff()
\tb.InitialInterval = 37500000 * time.Nanosecond
\tb.RandomizationFactor = 0.333333333
\tb.Multiplier = 2
\tb.MaxInterval = 1500 * time.Millisecond
\tb.MaxElapsedTime = 5000 * time.Millisecond
\tretries := backoff.WithContext(backoff.WithMaxRetries(b, 19), ctx)
\treturn backoff.Retry(operation, retries)
}`)
    expect(go?.notExpressed).toEqual([
      'No wait that would outlast the caller’s deadline: a wait is begun all the same and ends with the context.',
    ])
  })

  it('names what only this strategy has, with its parameters', () => {
    const { notExpressed } = taken('retry-budget', {}, 'polly') ?? {}
    expect(notExpressed).toEqual([
      'What “Retry budget” does besides its backoff (Share 0.2 retries per request, Minimum 10 retries/s, Window 10000 ms) has no counterpart.',
    ])
  })

  it('says that nothing can be taken where the delays follow no known law', () => {
    const { exponential } = strategies
    if (!exponential) throw new Error('no exponential strategy')
    const odd = { ...exponential, name: 'odd', delayBounds: () => null }
    expect(takeHome(odd, exponential.params.parse({}) as Record<string, unknown>, 'grpc')).toBeNull()
  })
})

describe('no parameter is dropped in silence', () => {
  it.each(TARGETS)('%s: an interval of the breaker is named where there is one, and only there', (target) => {
    const remarks = (params: object) =>
      taken('breaker', params, target)?.notExpressed.filter((remark) => remark.includes('Interval'))
    expect(remarks({})).toEqual([])
    expect(remarks({ intervalMs: 5_000 })).toEqual([
      'The breaker’s counts are cleared every 5000 ms while it is closed (gobreaker’s Interval): left out here.',
    ])
  })

  const readable = Object.values(strategies).filter((strategy) =>
    readIntent(strategy, strategy.params.parse({}) as Record<string, unknown>),
  )
  const cases = readable.flatMap((strategy) =>
    schemaFields(strategy.params).map((field) => ({ name: strategy.name, field, param: field.name })),
  )

  it('reads the strategies that are backoffs at heart', () => {
    expect(readable.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'no-retry',
        'constant',
        'exponential',
        'backoff-v4',
        'breaker',
        'retry-budget',
      ]),
    )
  })

  it.each(schemaFields(strategies.hedging?.params ?? z.never()))(
    'hedging: another $name makes another policy or another remark',
    (field) => {
      const after = taken('hedging', { [field.name]: another(field) }, 'grpc')
      expect(after).not.toEqual(taken('hedging', {}, 'grpc'))
    },
  )

  it.each(cases)('$name: another $param makes another text or another remark', ({ name, field }) => {
    for (const target of TARGETS) {
      const before = taken(name, {}, target)
      const after = taken(name, { [field.name]: another(field) }, target)
      expect(after, `${name}.${field.name} → ${target}`).not.toEqual(before)
    }
  })
})

/** An accepted value that is not the default. */
function another({ kind, options, defaultValue, whole, maximum }: SchemaField): unknown {
  if (kind === 'choice') return options.find((option) => option !== defaultValue)
  if (typeof defaultValue !== 'number') throw new Error('a kind of parameter that this test does not know')
  if (whole) return defaultValue - 1
  if (defaultValue === 0) return 1
  // A cap stays above what it caps, a share below 1.
  return defaultValue <= 1 || defaultValue === maximum ? defaultValue / 2 : defaultValue * 1.1
}
