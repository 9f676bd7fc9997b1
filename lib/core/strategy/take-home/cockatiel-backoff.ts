/**
 * Delays as cockatiel 3 writes them: its own backoffs where they say the same; else its DelegateBackoff, which can say
 * anything.
 * Source: its dist/backoff/ExponentialBackoffGenerators.js (3.2.1): the full and half jitter generators round down to whole
 * milliseconds and always double, whatever `exponent` says; the decorrelated one obeys it.
 */
import { isConstant, type DelayLaw, type ExponentialLaw } from './delay-law'
import { plain } from './number-text'

export interface CockatielBackoff {
  imports: string[]
  lines: string[]
  /** Delays come in whole milliseconds. */
  rounds: boolean
}

/** The option `backoff`. */
export function cockatielBackoff(law: DelayLaw): CockatielBackoff {
  switch (law.kind) {
    case 'linear':
      return delegate('{ attempt }: { attempt: number }', [
        `return Math.min(${plain(law.stepMs)} * attempt, ${plain(law.capMs)})`,
      ])
    case 'decorrelated':
      return delegate(`_: unknown, previousMs: number = ${plain(law.baseMs)}`, [
        `const delay = Math.min(${plain(law.capMs)}, ${plain(law.baseMs)} + Math.random() * (3 * previousMs - ${plain(law.baseMs)}))`,
        'return { delay, state: delay }',
      ])
    case 'smoothly-decorrelated':
      return library(law, 'decorrelatedJitterGenerator', [`exponent: ${plain(law.factor)},`])
    case 'exponential': {
      if (isConstant(law))
        return {
          imports: ['ConstantBackoff'],
          lines: [`backoff: new ConstantBackoff(${plain(law.initialMs)}),`],
          rounds: false,
        }
      const generator = generatorOf(law)
      return generator
        ? library(law, generator)
        : delegate('{ attempt }: { attempt: number }', drawLines(law))
    }
  }
}

function drawLines(law: ExponentialLaw): string[] {
  const grown = `${plain(law.initialMs)} * ${plain(law.factor)} ** (attempt - 1)`
  const cap = plain(law.capMs)
  const width = law.highShare - law.lowShare
  const drawn = [
    width === 0 ? 'nominalMs' : `nominalMs * (${plain(law.lowShare)} + ${plain(width)} * Math.random())`,
    ...(law.addedMs === 0 ? [] : [`${plain(law.addedMs)} * Math.random()`]),
  ].join(' + ')
  return [
    `const nominalMs = ${law.capsDraw ? grown : `Math.min(${grown}, ${cap})`}`,
    `return ${law.capsDraw ? `Math.min(${drawn}, ${cap})` : drawn}`,
  ]
}

/** The library's generator for the law, if one says the same. */
function generatorOf(law: ExponentialLaw): string | null {
  if (law.factor !== 2 || law.addedMs !== 0 || law.highShare !== 1) return null
  if (law.lowShare === 0) return 'fullJitterGenerator'
  if (law.lowShare === 0.5) return 'halfJitterGenerator'
  return law.lowShare === 1 ? 'noJitterGenerator' : null
}

function library(
  { initialMs, capMs }: { initialMs: number; capMs: number },
  generator: string,
  more: readonly string[] = [],
): CockatielBackoff {
  return {
    imports: ['ExponentialBackoff', generator],
    lines: [
      'backoff: new ExponentialBackoff({',
      `  initialDelay: ${plain(initialMs)},`,
      `  maxDelay: ${plain(capMs)},`,
      ...more.map((line) => `  ${line}`),
      `  generator: ${generator},`,
      '}),',
    ],
    rounds: generator === 'fullJitterGenerator' || generator === 'halfJitterGenerator',
  }
}

function delegate(parameters: string, lines: string[]): CockatielBackoff {
  return {
    imports: ['DelegateBackoff'],
    lines: [`backoff: new DelegateBackoff((${parameters}) => {`, ...lines.map((line) => `  ${line}`), '}),'],
    rounds: false,
  }
}
