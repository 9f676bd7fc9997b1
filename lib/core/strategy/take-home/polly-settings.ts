/**
 * Polly v8 as C#. Its own back-off types where they say the same; else its DelayGenerator, which can say anything.
 * Source: Polly documentation, "Retry resilience strategy" (pollydocs.org/strategies/retry), and RetryHelper: MaxRetryAttempts
 * are retries and at least 1; Exponential always doubles; UseJitter is ±25 %, or a decorrelated law of Polly's own.
 */
import type { DelayLaw, RetryIntent } from './retry-intent'
import { breakerText, isConstant, plain, throttlingText, timeLimitTexts } from './settings-text'
import type { TakeHome } from './take-home'

/** A resilience pipeline. */
export function pollySettings(intent: RetryIntent): TakeHome {
  if (intent.maxAttempts === 1)
    return { language: 'csharp', text: 'var pipeline = ResiliencePipeline.Empty;', notExpressed: [] }
  const { before, lines } = delayLines(intent.law)
  return {
    language: 'csharp',
    text: [
      ...before,
      'var pipeline = new ResiliencePipelineBuilder()',
      '    .AddRetry(new RetryStrategyOptions',
      '    {',
      `        MaxRetryAttempts = ${intent.maxAttempts - 1},`,
      ...lines.map((line) => `        ${line}`),
      '    })',
      '    .Build();',
    ].join('\n'),
    notExpressed: [
      ...timeLimitTexts(intent, 'AddTimeout around the retry cuts attempts too.'),
      ...breakerText(intent, 'Polly’s breaker opens by the share of failures in a time window.'),
      ...throttlingText(intent),
      ...intent.others,
    ],
  }
}

function delayLines(law: DelayLaw): { before: string[]; lines: string[] } {
  switch (law.kind) {
    case 'linear':
      return { before: [], lines: builtIn('Linear', law.stepMs, law.capMs) }
    case 'decorrelated':
      return {
        before: ['var previousDelay = new ResiliencePropertyKey<double>("previous-delay-ms");'],
        lines: generator('args', [
          `var previousMs = args.Context.Properties.GetValue(previousDelay, ${plain(law.baseMs)});`,
          `var delayMs = Math.Min(${plain(law.capMs)}, ${plain(law.baseMs)} + Random.Shared.NextDouble() * (3 * previousMs - ${plain(law.baseMs)}));`,
          'args.Context.Properties.Set(previousDelay, delayMs);',
        ]),
      }
    case 'exponential': {
      if (isConstant(law)) return { before: [], lines: builtIn('Constant', law.initialMs, null) }
      const spreads = law.lowShare !== 1 || law.highShare !== 1 || law.addedMs !== 0
      if (!spreads && law.factor === 2)
        return { before: [], lines: builtIn('Exponential', law.initialMs, law.capMs) }
      const width = law.highShare - law.lowShare
      const drawn = [
        width === 0
          ? `nominalMs${law.lowShare === 1 ? '' : ` * ${plain(law.lowShare)}`}`
          : `nominalMs * (${plain(law.lowShare)} + ${plain(width)} * Random.Shared.NextDouble())`,
        ...(law.addedMs === 0 ? [] : [`${plain(law.addedMs)} * Random.Shared.NextDouble()`]),
      ]
      return {
        before: [],
        lines: generator('static args', [
          `var nominalMs = Math.Min(${plain(law.initialMs)} * Math.Pow(${plain(law.factor)}, args.AttemptNumber), ${plain(law.capMs)});`,
          `var delayMs = ${drawn.join(' + ')};`,
        ]),
      }
    }
  }
}

function builtIn(type: string, delayMs: number, maxDelayMs: number | null): string[] {
  return [
    `BackoffType = DelayBackoffType.${type},`,
    `Delay = TimeSpan.FromMilliseconds(${plain(delayMs)}),`,
    ...(maxDelayMs === null ? [] : [`MaxDelay = TimeSpan.FromMilliseconds(${plain(maxDelayMs)}),`]),
  ]
}

function generator(parameter: string, lines: string[]): string[] {
  return [
    `DelayGenerator = ${parameter} =>`,
    '{',
    ...lines.map((line) => `    ${line}`),
    '    return new ValueTask<TimeSpan?>(TimeSpan.FromMilliseconds(delayMs));',
    '},',
  ]
}
