/** Gives a strategy's parameters away by name and remembers which nobody asked for, so that none is dropped in silence. */
import { exponential, type ExponentialLaw } from './delay-law'

export class ParamReader {
  readonly #left: Map<string, unknown>

  constructor(params: Record<string, unknown>) {
    this.#left = new Map(Object.entries(params).filter(([, value]) => value !== undefined))
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
export function exponentialLaw(p: ParamReader, jitterIfNone: 'none' | 'full'): ExponentialLaw {
  const [lowShare, highShare] = SHARES[p.has('jitter') ? p.word('jitter') : jitterIfNone] ?? [1, 1]
  return exponential({
    initialMs: p.number('initialDelayMs'),
    factor: p.number('factor', 2),
    capMs: p.number('maxDelayMs'),
    ...{ lowShare, highShare },
  })
}

export function whenOpen(p: ParamReader): 'end' | 'wait' {
  return p.word('whenOpen') === 'end' ? 'end' : 'wait'
}
