import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ErrorClass } from '../history/error-class'
import { streamOf } from '../random/stream'
import { constant } from './constant'
import { exponential } from './exponential'
import { JITTER_KINDS } from './parts/jitter'
import { noRetry } from './no-retry'
import { findStrategy, strategies } from './registry'
import type { Strategy } from './strategy'

/** Drives one operation in which every attempt fails, in no time. */
async function driveFailing(
  strategy: Strategy,
  {
    errorClass = 'attempt-timeout',
    deadlineMs = 1e9,
    seed = 1,
  }: { errorClass?: ErrorClass; deadlineMs?: number; seed?: number } = {},
) {
  let nowMs = 0
  let attempts = 0
  const delays: { nominalMs: number; plannedMs: number }[] = []
  const ending = await strategy.run({
    kind: 'put',
    random: streamOf(seed),
    startMs: 0,
    deadlineMs,
    nowMs: () => nowMs,
    attempt: () => {
      attempts += 1
      return Promise.resolve({ outcome: 'fail', errorClass })
    },
    refuse: () => undefined,
    signal: new AbortController().signal,
    noteDelay: () => undefined,
    defer: () => undefined,
    wait: (nominalMs, plannedMs) => {
      delays.push({ nominalMs, plannedMs })
      nowMs = Math.min(nowMs + plannedMs, deadlineMs)
      return Promise.resolve(nowMs < deadlineMs)
    },
  })
  return { ending, attempts, delays }
}

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

  it.each(Object.values(strategies))('$name stops at a permanent error', async (definition) => {
    const strategy = definition.create(definition.params.parse({}))
    expect(await driveFailing(strategy, { errorClass: 'rejected' })).toEqual({
      ending: 'permanent-error',
      attempts: 1,
      delays: [],
    })
  })

  it.each(Object.values(strategies))('$name stops at the deadline', async (definition) => {
    const strategy = definition.create(definition.params.parse({}))
    expect(await driveFailing(strategy, { deadlineMs: 0 })).toMatchObject({ ending: 'deadline', attempts: 1 })
  })

  it('is not found by names that every object has', () => {
    expect(findStrategy('toString')).toBeUndefined()
  })
})

describe('no-retry', () => {
  it('never retries', async () => {
    expect(await driveFailing(noRetry.create({}))).toEqual({
      ending: 'attempts-exhausted',
      attempts: 1,
      delays: [],
    })
    expect(noRetry.delayBounds({}, 1)).toBeNull()
  })
})

describe('constant', () => {
  it('makes as many attempts as it says, the first included', async () => {
    const delay = { nominalMs: 200, plannedMs: 200 }
    expect(await driveFailing(constant.create({ delayMs: 200, maxAttempts: 3 }))).toEqual({
      ending: 'attempts-exhausted',
      attempts: 3,
      delays: [delay, delay],
    })
  })

  it('gives up when its caller leaves during a wait', async () => {
    expect(
      await driveFailing(constant.create({ delayMs: 200, maxAttempts: 9 }), { deadlineMs: 350 }),
    ).toMatchObject({ ending: 'deadline', attempts: 2 })
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

  it('draws every delay within the bounds it states, for all parameters', async () => {
    const arbitrary = fc.record({
      initialDelayMs: fc.double({ min: 0.1, max: 1000, noNaN: true }),
      factor: fc.double({ min: 1, max: 10, noNaN: true }),
      maxDelayMs: fc.double({ min: 1000, max: 60_000, noNaN: true }),
      jitter: fc.constantFrom(...JITTER_KINDS),
      maxAttempts: fc.integer({ min: 1, max: 30 }),
      seed: fc.nat(),
    })
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ seed, ...params }) => {
        const { attempts, delays } = await driveFailing(exponential.create(params), {
          seed,
          deadlineMs: Infinity,
        })
        expect(attempts).toBe(params.maxAttempts)
        expect(exponential.delayBounds(params, attempts)).toBeNull()
        delays.forEach(({ nominalMs, plannedMs }, index) => {
          const bounds = exponential.delayBounds(params, index + 1)
          expect(nominalMs).toBe(bounds?.nominalMs)
          expect(plannedMs).toBeGreaterThanOrEqual(bounds?.minMs ?? Infinity)
          expect(plannedMs).toBeLessThanOrEqual(bounds?.maxMs ?? -Infinity)
        })
      }),
    )
  })

  it.each([
    ['full', 0.5],
    ['equal', 0.75],
    ['none', 1],
  ] as const)('%s jitter has its mean at %f of the nominal delay', async (jitter, share) => {
    const params = exponential.params.parse({ initialDelayMs: 100, jitter, maxAttempts: 2 })
    const strategy = exponential.create(params)
    let sum = 0
    for (let operation = 0; operation < 4000; operation++) {
      const { delays } = await driveFailing(strategy, { seed: operation })
      sum += delays[0]?.plannedMs ?? NaN
    }
    // Five standard errors of a uniform law over the whole nominal delay.
    expect(Math.abs(sum / 4000 - 100 * share)).toBeLessThan((5 * 100) / Math.sqrt(12 * 4000))
  })
})
