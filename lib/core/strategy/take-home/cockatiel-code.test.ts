import vm from 'node:vm'
import * as cockatiel from 'cockatiel'
import ts from 'typescript'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { strategies } from '../registry'
import type { StrategyDefinition } from '../strategy'
import { readIntent } from './retry-intent'
import { takeHome } from './take-home'

interface Backoff {
  duration: number
  next(context: { attempt: number }): Backoff
}

/** Runs the written code as a team would, and returns the retry policy's settings. */
function execute(text: string) {
  const code = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText
  const exported: { policy?: object } = {}
  const run = vm.runInThisContext(`(exports, require) => {${code}}`) as (
    to: object,
    require: () => object,
  ) => void
  run(exported, () => cockatiel)
  const { policy } = exported as { policy: { wrapped?: object[]; options?: object } }
  const retries = policy.wrapped?.[0] ?? policy
  return (retries as { options: { maxAttempts: number; backoff: Backoff } }).options
}

function delays(backoff: Backoff, retries: number, draw: number): number[] {
  vi.spyOn(Math, 'random').mockReturnValue(draw)
  const found: number[] = []
  let at = backoff
  for (let attempt = 1; attempt <= retries; attempt++) {
    at = at.next({ attempt })
    found.push(at.duration)
  }
  return found
}

const taken = Object.values(strategies).flatMap((strategy) => {
  const params = strategy.params.parse({}) as Record<string, unknown>
  const intent = readIntent(strategy, params)
  return intent && intent.maxAttempts > 1 ? [{ name: strategy.name, strategy, params, intent }] : []
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('cockatiel, driven by the code that is taken home', () => {
  it.each(taken)('waits as $name does', ({ strategy, params, intent }) => {
    const settings = execute(takeHome(strategy, params, 'cockatiel')?.text ?? '')
    expect(settings.maxAttempts + 1).toBe(intent.maxAttempts)
    const retries = Math.min(settings.maxAttempts, 8)
    const [shortest, longest] = [0, 1 - 1e-12].map((draw) => delays(settings.backoff, retries, draw))
    for (let retry = 1; retry <= retries; retry++) {
      const bounds = (strategy as StrategyDefinition).delayBounds(params, retry)
      // Its own generators round down to whole milliseconds.
      expect(Math.abs((shortest?.[retry - 1] ?? NaN) - (bounds?.minMs ?? NaN))).toBeLessThanOrEqual(1)
      expect(Math.abs((longest?.[retry - 1] ?? NaN) - (bounds?.maxMs ?? NaN))).toBeLessThanOrEqual(1)
    }
  })

  it('grows by factors that its own generators do not know', () => {
    const { exponential } = strategies
    const params = { initialDelayMs: 10, factor: 3, maxDelayMs: 200, jitter: 'none', maxAttempts: 5 }
    const text = exponential && takeHome(exponential, params, 'cockatiel')?.text
    expect(delays(execute(text ?? '').backoff, 4, 0.5)).toEqual([10, 30, 90, 200])
  })
})
