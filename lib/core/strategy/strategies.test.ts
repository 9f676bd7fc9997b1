import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { streamOf } from '../random/stream'
import { constant } from './constant'
import { exponential } from './exponential'
import { JITTER_KINDS } from './jitter'
import { noRetry } from './no-retry'
import { findStrategy, strategies } from './registry'
import type { FailedAttempt } from './strategy'

const failure = (attempt: number, changes: Partial<FailedAttempt> = {}): FailedAttempt => ({
  attempt,
  outcome: 'fail',
  errorClass: 'attempt-timeout',
  elapsedMs: 0,
  remainingMs: 60_000,
  ...changes,
})

describe('every strategy of the registry', () => {
  it.each(Object.values(strategies))(
    '$name has defaults for all its parameters, each with a title',
    (definition) => {
      const params = definition.params.parse({}) as Record<string, unknown>
      expect(definition.create(params)).toBeDefined()
      expect(definition.description.length).toBeGreaterThan(40)
    },
  )

  it.each(Object.values(strategies))('$name refuses an unknown parameter', (definition) => {
    expect(definition.params.safeParse({ nonsense: 1 }).success).toBe(false)
  })

  it.each(Object.values(strategies))('$name stops at a permanent error and at the deadline', (definition) => {
    const policy = definition.create(definition.params.parse({})).startOperation(streamOf(1))
    expect(policy.afterFailure(failure(1, { errorClass: 'rejected' }))).toEqual({
      kind: 'stop',
      reason: 'permanent-error',
    })
    expect(policy.afterFailure(failure(1, { remainingMs: 0 }))).toEqual({ kind: 'stop', reason: 'deadline' })
  })

  it('is not found by names that every object has', () => {
    expect(findStrategy('toString')).toBeUndefined()
  })
})

describe('no-retry', () => {
  it('never retries', () => {
    const policy = noRetry.create({}).startOperation(streamOf(1))
    expect(policy.afterFailure(failure(1))).toEqual({ kind: 'stop', reason: 'attempts-exhausted' })
    expect(noRetry.delayBounds({}, 1)).toBeNull()
  })
})

describe('constant', () => {
  it('makes as many attempts as it says, the first included', () => {
    const policy = constant.create({ delayMs: 200, maxAttempts: 3 }).startOperation(streamOf(1))
    expect([1, 2, 3].map((attempt) => policy.afterFailure(failure(attempt)))).toEqual([
      { kind: 'retry', nominalDelayMs: 200, delayMs: 200 },
      { kind: 'retry', nominalDelayMs: 200, delayMs: 200 },
      { kind: 'stop', reason: 'attempts-exhausted' },
    ])
  })
})

describe('exponential', () => {
  it('grows by the factor up to the cap', () => {
    const params = exponential.params.parse({
      initialDelayMs: 100,
      factor: 2,
      maxDelayMs: 500,
      jitter: 'none',
      maxAttempts: 6,
    })
    expect([1, 2, 3, 4, 5, 6].map((retry) => exponential.delayBounds(params, retry)?.nominalMs)).toEqual([
      100,
      200,
      400,
      500,
      500,
      undefined,
    ])
  })

  it('refuses a cap below the initial delay and says so at the cap', () => {
    const result = exponential.params.safeParse({ initialDelayMs: 100, maxDelayMs: 50 })
    expect(result.error?.issues[0]).toMatchObject({
      path: ['maxDelayMs'],
      message: 'the cap must not be below the initial delay',
    })
  })

  it('draws every delay within the bounds it states, for all parameters', () => {
    const arbitrary = fc.record({
      initialDelayMs: fc.double({ min: 0.1, max: 1000, noNaN: true }),
      factor: fc.double({ min: 1, max: 10, noNaN: true }),
      maxDelayMs: fc.double({ min: 1000, max: 60_000, noNaN: true }),
      jitter: fc.constantFrom(...JITTER_KINDS),
      maxAttempts: fc.integer({ min: 1, max: 30 }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(arbitrary, ({ seed, ...params }) => {
        const policy = exponential.create(params).startOperation(streamOf(seed))
        for (let attempt = 1; ; attempt++) {
          const decision = policy.afterFailure(failure(attempt))
          const bounds = exponential.delayBounds(params, attempt)
          if (decision.kind === 'stop') {
            expect(bounds).toBeNull()
            expect(attempt).toBe(params.maxAttempts)
            return
          }
          expect(decision.nominalDelayMs).toBe(bounds?.nominalMs)
          expect(decision.delayMs).toBeGreaterThanOrEqual(bounds?.minMs ?? Infinity)
          expect(decision.delayMs).toBeLessThanOrEqual(bounds?.maxMs ?? -Infinity)
        }
      }),
    )
  })

  it.each([
    ['full', 0.5],
    ['equal', 0.75],
    ['none', 1],
  ] as const)('%s jitter has its mean at %f of the nominal delay', (jitter, share) => {
    const params = exponential.params.parse({ initialDelayMs: 100, jitter })
    const strategy = exponential.create(params)
    let sum = 0
    for (let operation = 0; operation < 4000; operation++) {
      const decision = strategy.startOperation(streamOf(5, operation)).afterFailure(failure(1))
      if (decision.kind === 'retry') sum += decision.delayMs
    }
    // Five standard errors of a uniform law over the whole nominal delay.
    expect(Math.abs(sum / 4000 - 100 * share)).toBeLessThan((5 * 100) / Math.sqrt(12 * 4000))
  })
})
