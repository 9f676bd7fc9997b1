/**
 * Delays as Polly v8 writes them: its own back-off types where they say the same; else its DelayGenerator, which can say
 * anything.
 * Source: RetryHelper: Exponential always doubles; with UseJitter it is a decorrelated law, the one that cockatiel has from it.
 */
import { isConstant, nearestExponential, type DelayLaw, type ExponentialLaw } from './delay-law'
import { plain } from './number-text'

export interface PollyDelays {
  /** Statements before the pipeline. */
  before: string[]
  lines: string[]
  notExpressed: string[]
}

/** Properties of RetryStrategyOptions. */
export function pollyDelays(law: DelayLaw, maxAttempts: number): PollyDelays {
  switch (law.kind) {
    case 'linear':
      return only(builtIn('Linear', law.stepMs, law.capMs))
    case 'decorrelated':
      return {
        before: ['var previousDelay = new ResiliencePropertyKey<double>("previous-delay-ms");'],
        lines: generator('args', [
          `var previousMs = args.Context.Properties.GetValue(previousDelay, ${plain(law.baseMs)});`,
          `var delayMs = Math.Min(${plain(law.capMs)}, ${plain(law.baseMs)} + Random.Shared.NextDouble() * (3 * previousMs - ${plain(law.baseMs)}));`,
          'args.Context.Properties.Set(previousDelay, delayMs);',
        ]),
        notExpressed: [],
      }
    case 'smoothly-decorrelated': {
      if (law.factor === 2)
        return only([...builtIn('Exponential', law.initialMs, law.capMs), 'UseJitter = true,'])
      const nearest = nearestExponential({ law, maxAttempts })
      return { ...exponentialDelays(nearest.law), notExpressed: nearest.notExpressed }
    }
    case 'exponential':
      return exponentialDelays(law)
  }
}

function only(lines: string[]): PollyDelays {
  return { before: [], lines, notExpressed: [] }
}

function exponentialDelays(law: ExponentialLaw): PollyDelays {
  if (isConstant(law)) return only(builtIn('Constant', law.initialMs, null))
  const spreads = law.lowShare !== 1 || law.highShare !== 1 || law.addedMs !== 0
  if (!spreads && law.factor === 2) return only(builtIn('Exponential', law.initialMs, law.capMs))
  const grown = `${plain(law.initialMs)} * Math.Pow(${plain(law.factor)}, args.AttemptNumber)`
  const cap = plain(law.capMs)
  const width = law.highShare - law.lowShare
  const drawn = [
    width === 0
      ? `nominalMs${law.lowShare === 1 ? '' : ` * ${plain(law.lowShare)}`}`
      : `nominalMs * (${plain(law.lowShare)} + ${plain(width)} * Random.Shared.NextDouble())`,
    ...(law.addedMs === 0 ? [] : [`${plain(law.addedMs)} * Random.Shared.NextDouble()`]),
  ].join(' + ')
  return only(
    generator('static args', [
      `var nominalMs = ${law.capsDraw ? grown : `Math.Min(${grown}, ${cap})`};`,
      `var delayMs = ${law.capsDraw ? `Math.Min(${drawn}, ${cap})` : drawn};`,
    ]),
  )
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
