import { describe, expect, it } from 'vitest'
import { builtInCatalogue } from '../catalogue'
import { takeHome, type TakeHomeTargetName } from './take-home'

function taken(name: string, given: object, target: TakeHomeTargetName) {
  const strategy = builtInCatalogue.find(name)
  if (!strategy) throw new Error(`no strategy ${name}`)
  return takeHome(strategy, strategy.params.parse(given) as Record<string, unknown>, target)
}

describe('guards taken home', () => {
  it('keeps breaker, throttling and deadline where there is one attempt', () => {
    expect(taken('opossum', {}, 'grpc')?.notExpressed).toEqual([
      'Calls that never left the client are repeated all the same (transparent retries).',
      'Waits (50 ms × 2 per retry up to 2000 ms, of which 0–100 % are drawn) are left out: after one attempt there are none.',
      'The circuit breaker (opens after more than 50 % failures among 0 or more calls of the last 10000 ms for 30000 ms, then lets 1 through; a refused try ends the operation): gRPC has none.',
      'The 10 parts in which opossum’s window turns are left out.',
    ])
    expect(taken('breaker', { maxAttempts: 1 }, 'polly')?.notExpressed.join()).toContain(
      'The circuit breaker',
    )
    expect(taken('breaker', { maxAttempts: 1 }, 'backoff-v4')?.text).toContain(
      'return backoff.Retry(guarded(operation), retries)',
    )
    expect(taken('guarded', { maxAttempts: 1 }, 'envoy')?.notExpressed.join()).toContain('The guard')
    expect(taken('adaptive-throttling', { maxAttempts: 1 }, 'cockatiel')?.notExpressed.join()).toContain(
      'K 2 ×, Window 120000 ms',
    )
    const single = { maxAttempts: 1, budgetMs: 5_000 }
    expect(taken('deadline-aware', single, 'grpc')?.text).toContain('"timeout": "5s"')
    expect(taken('deadline-aware', single, 'envoy')?.text).toMatch(/^timeout: 5s\nretry_policy:/)
    expect(taken('deadline-aware', single, 'polly')?.text).toContain(
      '.AddTimeout(TimeSpan.FromMilliseconds(5000))',
    )
    expect(taken('deadline-aware', single, 'backoff-v4')?.text).toContain(
      'context.WithTimeout(ctx, 5000*time.Millisecond)',
    )
    expect(taken('deadline-aware', single, 'resilience4j')?.notExpressed).toContain(
      'Attempts cut 5000 ms after the start: its time limiter stands inside the retry, around each attempt.',
    )
  })

  it('becomes a breaker on the failure rate where the target has one', () => {
    const given = { windowMs: 20_000, whenOpen: 'end' }
    const polly = taken('failure-rate-breaker', given, 'polly')
    expect(polly?.text).toContain(`    .AddCircuitBreaker(new CircuitBreakerStrategyOptions
    {
        FailureRatio = 0.6,
        SamplingDuration = TimeSpan.FromMilliseconds(20000),
        MinimumThroughput = 20,
        BreakDuration = TimeSpan.FromMilliseconds(30000),
    })`)
    expect(polly?.text).toContain('not BrokenCircuitException')
    expect(polly?.notExpressed).toEqual([
      'Above 60 % of failures: Polly opens at that share already.',
      '3 probes of a half-open breaker: Polly lets one through.',
      'Which failures are retried and counted: here all but permanent ones, there every exception but OperationCanceledException; ShouldHandle can name others.',
    ])
    const resilience4j = taken('failure-rate-breaker', given, 'resilience4j')
    expect(resilience4j?.text).toContain(`        slidingWindowType: TIME_BASED
        slidingWindowSize: 20
        minimumNumberOfCalls: 20
        failureRateThreshold: 60`)
    expect(resilience4j?.notExpressed).toContain(
      'Above 60 % of failures: resilience4j opens at 60 % already.',
    )
  })
})

describe('hedging taken home', () => {
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
  })

  it('becomes Polly’s and Envoy’s hedging where it hedges', () => {
    expect(taken('hedging', { hedgeDelayMs: 80, nonFatal: 'none' }, 'polly')?.text).toBe(`using Polly;
using Polly.Hedging;

static ResiliencePipeline<T> Hedged<T>() => new ResiliencePipelineBuilder<T>()
    .AddHedging(new HedgingStrategyOptions<T>
    {
        MaxHedgedAttempts = 2,
        Delay = TimeSpan.FromMilliseconds(80),
        ShouldHandle = static _ => PredicateResult.False(),
    })
    .Build();`)
    expect(taken('hedging', {}, 'envoy')?.text).toContain(
      'hedge_policy:\n  hedge_on_per_try_timeout: true\nretry_policy:\n',
    )
  })
})
