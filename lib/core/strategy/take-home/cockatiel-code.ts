/**
 * cockatiel 3 as TypeScript. Its own backoffs where they say the same; else its DelegateBackoff, which can say anything.
 * Source: cockatiel's README and the source of 3.2.1: maxAttempts are retries; the full and half jitter generators round
 * down to whole milliseconds and always double, whatever `exponent` says; a half-open breaker lets one probe through.
 */
import type { DelayLaw, RetryIntent } from './retry-intent'
import { isConstant, plain, throttlingText, timeLimitTexts } from './settings-text'
import type { TakeHome } from './take-home'

/** A module that exports `policy`. */
export function cockatielCode(intent: RetryIntent): TakeHome {
  const { maxAttempts, law, breaker } = intent
  if (maxAttempts === 1)
    return {
      language: 'typescript',
      text: ["import { noop } from 'cockatiel'", '', 'export const policy = noop'].join('\n'),
      notExpressed: [],
    }
  const backoff = backoffCode(law)
  const filter =
    breaker?.whenOpen === 'end'
      ? 'handleWhen((error) => !(error instanceof BrokenCircuitError))'
      : 'handleAll'
  const imports = [
    ...backoff.imports,
    ...(breaker ? ['ConsecutiveBreaker', 'circuitBreaker', 'handleAll', 'wrap'] : []),
    ...(breaker?.whenOpen === 'end' ? ['BrokenCircuitError', 'handleWhen'] : ['handleAll']),
    'retry',
  ]
  return {
    language: 'typescript',
    text: [
      `import { ${[...new Set(imports)].sort().join(', ')} } from 'cockatiel'`,
      '',
      `${breaker ? 'const retries' : 'export const policy'} = retry(${filter}, {`,
      `  maxAttempts: ${maxAttempts - 1}, // retries`,
      ...backoff.lines.map((line) => `  ${line}`),
      '})',
      ...(breaker
        ? [
            'const breaker = circuitBreaker(handleAll, {',
            `  halfOpenAfter: ${plain(breaker.openMs)},`,
            `  breaker: new ConsecutiveBreaker(${breaker.consecutiveFailures + 1}),`,
            '})',
            'export const policy = wrap(retries, breaker)',
          ]
        : []),
    ].join('\n'),
    notExpressed: [
      ...timeLimitTexts(intent, 'a timeout policy around the retry cuts attempts too.'),
      ...(breaker && breaker.probes > 1
        ? [`${breaker.probes} probes of a half-open breaker: cockatiel lets one through.`]
        : []),
      ...throttlingText(intent),
      ...intent.others,
    ],
  }
}

function backoffCode(law: DelayLaw): { imports: string[]; lines: string[] } {
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
    case 'exponential': {
      if (isConstant(law))
        return {
          imports: ['ConstantBackoff'],
          lines: [`backoff: new ConstantBackoff(${plain(law.initialMs)}),`],
        }
      const generator = generatorOf(law)
      if (generator) return library(law, generator)
      const width = law.highShare - law.lowShare
      const drawn = [
        width === 0 ? 'nominalMs' : `nominalMs * (${plain(law.lowShare)} + ${plain(width)} * Math.random())`,
        ...(law.addedMs === 0 ? [] : [`${plain(law.addedMs)} * Math.random()`]),
      ]
      return delegate('{ attempt }: { attempt: number }', [
        `const nominalMs = Math.min(${plain(law.initialMs)} * ${plain(law.factor)} ** (attempt - 1), ${plain(law.capMs)})`,
        `return ${drawn.join(' + ')}`,
      ])
    }
  }
}

/** The library's generator for the law, if one says the same. */
function generatorOf(law: Extract<DelayLaw, { kind: 'exponential' }>): string | null {
  if (law.factor !== 2 || law.addedMs !== 0 || law.highShare !== 1) return null
  if (law.lowShare === 0) return 'fullJitterGenerator'
  if (law.lowShare === 0.5) return 'halfJitterGenerator'
  return law.lowShare === 1 ? 'noJitterGenerator' : null
}

function library(law: Extract<DelayLaw, { kind: 'exponential' }>, generator: string) {
  return {
    imports: ['ExponentialBackoff', generator],
    lines: [
      'backoff: new ExponentialBackoff({',
      `  initialDelay: ${plain(law.initialMs)},`,
      `  maxDelay: ${plain(law.capMs)},`,
      `  generator: ${generator},`,
      '}),',
    ],
  }
}

function delegate(parameters: string, lines: string[]) {
  return {
    imports: ['DelegateBackoff'],
    lines: [`backoff: new DelegateBackoff((${parameters}) => {`, ...lines.map((line) => `  ${line}`), '}),'],
  }
}
