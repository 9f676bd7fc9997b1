/**
 * What a strategy wants, in words that no target owns: how many attempts, which law the delays follow, which guards stand
 * before them. Every parameter is either read here or named in `others`, so that nothing is dropped in silence.
 */
import { schemaFields } from '../../schema/schema-fields'
import type { StrategyDescription } from '../strategy'

export type DelayLaw =
  /** min(initial × factor^(n−1), cap) × U(lowShare, highShare) + U(0, added); a factor of 1 is a constant delay. */
  | {
      kind: 'exponential'
      initialMs: number
      factor: number
      capMs: number
      lowShare: number
      highShare: number
      addedMs: number
    }
  /** min(n × step, cap) */
  | { kind: 'linear'; stepMs: number; capMs: number }
  /** min(cap, U(base, 3 × the delay before)) */
  | { kind: 'decorrelated'; baseMs: number; capMs: number }
export type ExponentialLaw = Extract<DelayLaw, { kind: 'exponential' }>

export interface RetryIntent {
  /** The first included. */
  maxAttempts: number
  law: DelayLaw
  /** No wait is begun that would end later than this; null = no such limit. */
  maxElapsedMs: number | null
  /** No wait is begun that would outlast the caller's deadline. */
  deadlineAware: boolean
  /** gobreaker's; opens above so many failures in a row. */
  breaker: {
    consecutiveFailures: number
    openMs: number
    probes: number
    whenOpen: 'end' | 'wait'
  } | null
  /** gRPC's. */
  throttling: { maxTokens: number; tokenRatio: number } | null
  /** What the strategy does besides, a sentence each: no target has it. */
  others: string[]
}

type Read = Partial<RetryIntent> & Pick<RetryIntent, 'law' | 'maxAttempts'>

/** Gives parameters away by name and remembers which nobody asked for. */
class ParamReader {
  readonly #left: Map<string, unknown>

  constructor(params: Record<string, unknown>) {
    this.#left = new Map(Object.entries(params))
  }

  has(...names: string[]): boolean {
    return names.every((name) => this.#left.has(name))
  }

  number(name: string, otherwise?: number): number {
    const value = this.#left.get(name) ?? otherwise
    if (typeof value !== 'number') throw new Error(`parameter ${name} is no number`)
    this.#left.delete(name)
    return value
  }

  word(name: string): string {
    const value = this.#left.get(name)
    this.#left.delete(name)
    return String(value)
  }

  get left(): readonly string[] {
    return [...this.#left.keys()]
  }
}

const SHARES: Record<string, readonly [number, number]> = { none: [1, 1], full: [0, 1], equal: [0.5, 1] }

/** initialDelayMs, factor, maxDelayMs, jitter: what most of the registry's strategies call them. */
function exponentialLaw(p: ParamReader, jitterIfNone: keyof typeof SHARES): ExponentialLaw {
  const [lowShare, highShare] = SHARES[p.has('jitter') ? p.word('jitter') : jitterIfNone] ?? [1, 1]
  return {
    kind: 'exponential',
    initialMs: p.number('initialDelayMs'),
    factor: p.number('factor', 2),
    capMs: p.number('maxDelayMs'),
    ...{ lowShare, highShare, addedMs: 0 },
  }
}

function constantLaw(delayMs: number): ExponentialLaw {
  return {
    ...{ kind: 'exponential', initialMs: delayMs, factor: 1, capMs: delayMs },
    ...{ lowShare: 1, highShare: 1, addedMs: 0 },
  }
}

function readBreaker(p: ParamReader): Read {
  const intervalMs = p.number('intervalMs', 0)
  return {
    maxAttempts: p.number('maxAttempts'),
    law: exponentialLaw(p, 'full'),
    breaker: {
      consecutiveFailures: p.number('consecutiveFailures'),
      openMs: p.number('openMs'),
      probes: p.number('maxRequests'),
      whenOpen: p.word('whenOpen') === 'end' ? 'end' : 'wait',
    },
    others:
      intervalMs === 0
        ? []
        : [
            `The breaker’s counts are cleared every ${intervalMs} ms while it is closed (gobreaker’s Interval): left out here.`,
          ],
  }
}

const READERS: Readonly<Record<string, (p: ParamReader) => Read>> = {
  'no-retry': () => ({ maxAttempts: 1, law: constantLaw(0) }),
  constant: (p) => ({ maxAttempts: p.number('maxAttempts'), law: constantLaw(p.number('delayMs')) }),
  linear: (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: { kind: 'linear', stepMs: p.number('stepMs'), capMs: p.number('maxDelayMs') },
  }),
  'fixed-exponential': (p) => ({ maxAttempts: p.number('maxAttempts'), law: exponentialLaw(p, 'none') }),
  'additive-jitter': (p) => {
    const law = exponentialLaw(p, 'none')
    return {
      maxAttempts: p.number('maxAttempts'),
      law: { ...law, addedMs: law.initialMs * p.number('jitterShare') },
    }
  },
  exponential: (p) => ({ maxAttempts: p.number('maxAttempts'), law: exponentialLaw(p, 'full') }),
  decorrelated: (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: { kind: 'decorrelated', baseMs: p.number('baseMs'), capMs: p.number('maxDelayMs') },
  }),
  'backoff-v4': (p) => {
    const spread = p.number('randomizationFactor')
    return {
      maxAttempts: p.number('maxRetries') + 1,
      maxElapsedMs: p.number('maxElapsedTimeMs') || null,
      law: {
        kind: 'exponential',
        initialMs: p.number('initialIntervalMs'),
        factor: p.number('multiplier'),
        capMs: p.number('maxIntervalMs'),
        ...{ lowShare: 1 - spread, highShare: 1 + spread, addedMs: 0 },
      },
    }
  },
  'deadline-aware': (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: exponentialLaw(p, 'full'),
    maxElapsedMs: p.number('budgetMs'),
    deadlineAware: true,
  }),
  breaker: readBreaker,
  'leader-watch-breaker': readBreaker,
  'grpc-throttling': (p) => ({
    maxAttempts: p.number('maxAttempts'),
    law: exponentialLaw(p, 'full'),
    throttling: { maxTokens: p.number('maxTokens'), tokenRatio: p.number('tokenRatio') },
  }),
}

/**
 * The intent of a strategy; null when its delays follow no law that could be written down elsewhere.
 * A strategy without a reader of its own is read by the names that strategies share, if its bounds bear that out.
 */
export function readIntent(
  strategy: StrategyDescription,
  params: Record<string, unknown>,
): RetryIntent | null {
  const p = new ParamReader(params)
  const own = READERS[strategy.name]
  if (!own && !p.has('initialDelayMs', 'maxDelayMs', 'maxAttempts')) return null
  const read = own?.(p) ?? { maxAttempts: p.number('maxAttempts'), law: exponentialLaw(p, 'full') }
  if (!agrees(read, (retry) => strategy.delayBounds(params, retry))) return null
  return {
    ...{ maxElapsedMs: null, deadlineAware: false, breaker: null, throttling: null },
    ...read,
    others: [
      ...(read.others ?? []),
      ...(own && p.left.length === 0 ? [] : [othersText(strategy, params, p.left)]),
    ],
  }
}

/** Shortest and longest delay before retry n under a law. */
export function lawBounds(law: DelayLaw, retry: number): { minMs: number; maxMs: number } {
  if (law.kind === 'linear') {
    const delayMs = Math.min(law.stepMs * retry, law.capMs)
    return { minMs: delayMs, maxMs: delayMs }
  }
  if (law.kind === 'decorrelated')
    return { minMs: Math.min(law.baseMs, law.capMs), maxMs: Math.min(law.capMs, law.baseMs * 3 ** retry) }
  const nominalMs = Math.min(law.initialMs * law.factor ** (retry - 1), law.capMs)
  return { minMs: nominalMs * law.lowShare, maxMs: nominalMs * law.highShare + law.addedMs }
}

/** Whether the law makes the delays that the strategy itself says it makes. */
function agrees(
  { law, maxAttempts }: Read,
  bounds: (retry: number) => { minMs: number; maxMs: number } | null,
): boolean {
  for (let retry = 1; retry < Math.min(maxAttempts, 12); retry++) {
    const [said, found] = [bounds(retry), lawBounds(law, retry)]
    if (!said || !isNear(said.minMs, found.minMs) || !isNear(said.maxMs, found.maxMs)) return false
  }
  return bounds(maxAttempts) === null
}

/** A nanosecond or a millionth apart: backoff/v4 counts in whole nanoseconds. */
function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2e-6 + 1e-6 * Math.max(a, b)
}

function othersText(
  strategy: StrategyDescription,
  params: Record<string, unknown>,
  left: readonly string[],
): string {
  const values = schemaFields(strategy.params)
    .filter(({ name }) => left.includes(name))
    .map(({ name, title, unit }) => `${title} ${String(params[name])}${unit === null ? '' : ` ${unit}`}`)
  const listed = values.length === 0 ? '' : ` (${values.join(', ')})`
  return `What “${strategy.title}” does besides its backoff${listed} has no counterpart.`
}
