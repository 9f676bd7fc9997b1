import vm from 'node:vm'
import * as cockatiel from 'cockatiel'
import ts from 'typescript'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { builtInCatalogue } from '../catalogue'
import type { StrategyDescription } from '../strategy'
import { readIntent } from './read-intent'
import { takeHome } from './take-home'

interface Backoff {
  duration: number
  next(context: { attempt: number }): Backoff
}

interface Written {
  execute(call: (context: { signal: AbortSignal }) => Promise<unknown>): Promise<unknown>
  wrapped?: object[]
}

/** Runs the written code as a team would. */
function load(text: string): Written {
  const code = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText
  const exported: { policy?: object } = {}
  const run = vm.runInThisContext(`(exports, require) => {${code}}`) as (
    to: object,
    require: () => object,
  ) => void
  run(exported, () => cockatiel)
  return exported.policy as Written
}

/** The retry policy's settings. */
function execute(text: string) {
  const policy = load(text)
  const retries = [policy, ...(policy.wrapped ?? [])].find(
    (part): part is { options: { maxAttempts: number; backoff: Backoff } } =>
      'options' in part && 'backoff' in (part.options as object),
  )
  if (!retries) throw new Error('no retries were written')
  return retries.options
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

const taken = builtInCatalogue.all.flatMap((strategy) => {
  const params = strategy.params.parse({}) as Record<string, unknown>
  const intent = readIntent(strategy, params)
  // Where each delay depends on the draw before, bounds are not met by equal draws; that one has a test of its own.
  const isDrawn = intent && intent.law.kind !== 'smoothly-decorrelated'
  return isDrawn && intent.maxAttempts > 1 ? [{ name: strategy.name, strategy, params, intent }] : []
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
      const bounds = (strategy as StrategyDescription).delayBounds(params, retry)
      // Its own generators round down to whole milliseconds.
      expect(Math.abs((shortest?.[retry - 1] ?? NaN) - (bounds?.minMs ?? NaN))).toBeLessThanOrEqual(1)
      expect(Math.abs((longest?.[retry - 1] ?? NaN) - (bounds?.maxMs ?? NaN))).toBeLessThanOrEqual(1)
    }
  })

  it('gives cockatiel back what it has from it', () => {
    const strategy = builtInCatalogue.find('cockatiel')
    const params = strategy?.params.parse({ exponent: 3 }) as Record<string, unknown>
    const { backoff } = execute((strategy && takeHome(strategy, params, 'cockatiel')?.text) ?? '')
    const own = new cockatiel.ExponentialBackoff({
      ...{ initialDelay: 128, maxDelay: 30_000, exponent: 3 },
      generator: cockatiel.decorrelatedJitterGenerator,
    })
    expect(delays(backoff, 5, 0.3)).toEqual(delays(own as unknown as Backoff, 5, 0.3))
  })

  it('grows by factors that its own generators do not know', () => {
    const exponential = builtInCatalogue.find('exponential')
    const params = { initialDelayMs: 10, factor: 3, maxDelayMs: 200, jitter: 'none', maxAttempts: 5 }
    const text = exponential && takeHome(exponential, params, 'cockatiel')?.text
    expect(delays(execute(text ?? '').backoff, 4, 0.5)).toEqual([10, 30, 90, 200])
  })

  it.each([
    ['breaker', { maxAttempts: 1, consecutiveFailures: 1 }],
    ['opossum', { volumeThreshold: 2 }],
    ['failure-rate-breaker', { maxAttempts: 1, minCalls: 2 }],
  ])('keeps the breaker of %s where there is one attempt', async (use, given) => {
    const strategy = builtInCatalogue.find(use)
    const params = strategy?.params.parse(given) as Record<string, unknown>
    const policy = load((strategy && takeHome(strategy, params, 'cockatiel')?.text) ?? '')
    let calls = 0
    const fail = () => {
      calls += 1
      return Promise.reject(new Error('down'))
    }
    for (let i = 0; i < 2; i++) await expect(policy.execute(fail)).rejects.toThrow('down')
    await expect(policy.execute(fail)).rejects.toBeInstanceOf(cockatiel.BrokenCircuitError)
    expect(calls).toBe(2)
  })

  it('cuts an attempt at the strategy’s own deadline', async () => {
    const strategy = builtInCatalogue.find('deadline-aware')
    const params = strategy?.params.parse({ budgetMs: 20, maxAttempts: 1 }) as Record<string, unknown>
    const policy = load((strategy && takeHome(strategy, params, 'cockatiel')?.text) ?? '')
    const forever = new Promise(() => undefined)
    await expect(policy.execute(() => forever)).rejects.toBeInstanceOf(cockatiel.TaskCancelledError)
  })
})
