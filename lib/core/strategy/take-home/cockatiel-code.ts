/**
 * cockatiel 3 as TypeScript: a policy of time-out, retry and circuit breaker, as far as the strategy has them.
 * Source: cockatiel's README and the source of 3.2.1: maxAttempts are retries; a half-open breaker lets one probe through;
 * SamplingBreaker opens above its threshold, turns its window by at most one part per call, and wants calls per second.
 */
import { cockatielBackoff } from './cockatiel-backoff'
import { guardTexts } from './guard-text'
import { plain, share } from './number-text'
import type { BreakerIntent, RetryIntent } from './retry-intent'
import type { TakeHome } from './take-home'

/** A piece of the policy, outermost first. */
interface Part {
  name: string
  imports: string[]
  /** An expression over several lines. */
  lines: string[]
  notExpressed: string[]
}

/** A module that exports `policy`. */
export function cockatielCode(intent: RetryIntent): TakeHome {
  const { breaker, ownDeadlineMs } = intent
  const parts: Part[] = [
    ...(ownDeadlineMs === null ? [] : [deadlinePart(ownDeadlineMs)]),
    ...(intent.maxAttempts === 1 ? [] : [retryPart(intent)]),
    ...(breaker ? [breakerPart(breaker)] : []),
  ]
  const [first, ...inner] = parts
  const isAlone = inner.length === 0
  const imports = parts.flatMap((part) => part.imports)
  if (!first) imports.push('noop')
  if (!isAlone) imports.push('wrap')
  return {
    language: 'typescript',
    text: [
      `import { ${[...new Set(imports)].sort().join(', ')} } from 'cockatiel'`,
      '',
      ...parts.flatMap(({ name, lines: [line, ...more] }) => [
        `${isAlone ? 'export const policy' : `const ${name}`} = ${line}`,
        ...more,
      ]),
      ...(first ? [] : ['export const policy = noop']),
      ...(isAlone ? [] : [`export const policy = wrap(${parts.map(({ name }) => name).join(', ')})`]),
    ].join('\n'),
    notExpressed: [
      ...parts.flatMap((part) => part.notExpressed),
      ...guardTexts(intent, {
        elapsed:
          ownDeadlineMs === null
            ? 'a timeout policy around the retry cuts attempts too.'
            : 'a wait is begun all the same and ends with the time-out.',
        ownDeadline: null,
        breaker: null,
        throttling: 'has no counterpart.',
        failures: 'every error; a filter made with handleWhen can name others',
        // Said with the generator, where one rounds.
        rounds: true,
      }),
    ],
  }
}

function deadlinePart(ownDeadlineMs: number): Part {
  return {
    name: 'deadline',
    imports: ['TimeoutStrategy', 'timeout'],
    lines: [`timeout(${plain(ownDeadlineMs)}, TimeoutStrategy.Aggressive)`],
    notExpressed: [],
  }
}

function retryPart({ maxAttempts, law, breaker, roundsToMs }: RetryIntent): Part {
  const backoff = cockatielBackoff(law)
  const endsAtBreaker = breaker?.whenOpen === 'end'
  const filter = endsAtBreaker ? 'handleWhen((error) => !(error instanceof BrokenCircuitError))' : 'handleAll'
  return {
    name: 'retries',
    imports: [
      ...backoff.imports,
      ...(endsAtBreaker ? ['BrokenCircuitError', 'handleWhen'] : ['handleAll']),
      'retry',
    ],
    lines: [
      `retry(${filter}, {`,
      `  maxAttempts: ${maxAttempts - 1}, // retries`,
      ...backoff.lines.map((line) => `  ${line}`),
      '})',
    ],
    notExpressed:
      roundsToMs === backoff.rounds
        ? []
        : [
            roundsToMs
              ? 'Delays in whole milliseconds: there they are not rounded.'
              : 'Fractions of a millisecond: cockatiel’s generator rounds delays down.',
          ],
  }
}

function breakerPart({ opens, openMs, probes }: BreakerIntent): Part {
  const isInARow = opens.kind === 'in-a-row'
  const sampling = isInARow ? null : samplingBreaker(opens)
  return {
    name: 'breaker',
    imports: [isInARow ? 'ConsecutiveBreaker' : 'SamplingBreaker', 'circuitBreaker', 'handleAll'],
    lines: [
      'circuitBreaker(handleAll, {',
      `  halfOpenAfter: ${plain(openMs)},`,
      `  breaker: ${isInARow ? `new ConsecutiveBreaker(${opens.failures + 1})` : (sampling?.code ?? '')},`,
      '})',
    ],
    notExpressed: [
      ...(sampling?.notExpressed ?? []),
      ...(probes > 1 ? [`${probes} probes of a half-open breaker: cockatiel lets one through.`] : []),
    ],
  }
}

const THRESHOLDS = [0.001, 0.999] as const

function samplingBreaker(opens: Extract<BreakerIntent['opens'], { kind: 'share' }>) {
  const threshold = Math.min(Math.max(opens.share, THRESHOLDS[0]), THRESHOLDS[1])
  // Rounded down: a little too much would ask for one call more.
  const perSecond = Math.floor((Math.max(1, opens.minCalls) / opens.windowMs) * 1e12) / 1e9
  return {
    code: `new SamplingBreaker({ threshold: ${plain(threshold)}, duration: ${plain(opens.windowMs)}, minimumRps: ${plain(perSecond, 9)} })`,
    notExpressed: [
      ...(threshold === opens.share
        ? []
        : [`Above ${share(opens.share)} of failures: the threshold must lie between 0 and 1.`]),
      'The window: cockatiel’s moves on with calls only, so what was before a pause counts longer.',
    ],
  }
}
