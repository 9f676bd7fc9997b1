/**
 * Hedging as Polly v8's hedging strategy (C#).
 * Source: Polly documentation, "Hedging resilience strategy" (pollydocs.org/strategies/hedging), and HedgingStrategyOptions:
 * MaxHedgedAttempts come on top of the first attempt, 1 to 10; an outcome that ShouldHandle takes sends the next one at once,
 * any other ends it all; the losers are cancelled. It exists for pipelines with a result type only.
 */
import { failureTexts, httpTexts, singleTexts, throttlingTexts, type HedgingParams } from './hedging-text'
import { plain } from './number-text'
import { withUsings } from './polly-usings'
import type { TakeHome } from './take-home'

const MOST_HEDGES = 10

/** A function that makes a pipeline for results of a type. */
export function pollyHedging(p: HedgingParams): TakeHome {
  const hedges = p.maxAttempts - 1
  return {
    language: 'csharp',
    text: withUsings(hedges === 0 ? ['var pipeline = ResiliencePipeline.Empty;'] : pipeline(p, hedges)),
    notExpressed: [
      ...(hedges > MOST_HEDGES
        ? [`${p.maxAttempts} attempts: Polly makes at most ${MOST_HEDGES} after the first.`]
        : []),
      ...singleTexts(p),
      ...(p.nonFatal === 'none' ? [] : failureTexts(p, THERE)),
      ...(hedges === 0
        ? []
        : [
            'That each attempt goes to the next member: Polly runs the same callback again, unless an ActionGenerator says otherwise.',
          ]),
      ...throttlingTexts(p, 'Polly holds no hedges back.'),
      ...httpTexts(p),
    ],
  }
}

const THERE = 'every exception but OperationCanceledException; ShouldHandle can name others'

function pipeline(p: HedgingParams, hedges: number): string[] {
  return [
    'static ResiliencePipeline<T> Hedged<T>() => new ResiliencePipelineBuilder<T>()',
    '    .AddHedging(new HedgingStrategyOptions<T>',
    '    {',
    `        MaxHedgedAttempts = ${Math.min(hedges, MOST_HEDGES)},`,
    `        Delay = TimeSpan.FromMilliseconds(${plain(p.hedgeDelayMs)}),`,
    ...(p.nonFatal === 'none' ? ['        ShouldHandle = static _ => PredicateResult.False(),'] : []),
    '    })',
    '    .Build();',
  ]
}
