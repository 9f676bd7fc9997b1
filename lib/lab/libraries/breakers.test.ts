import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { createLibraryStrategy } from './registry'
import { LOST, OK, TimedCall, type Answer } from './timed-call'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** One operation of an arm, while time flies for as long as the caller waits at most. */
async function operation(strategy: Strategy, answer: Answer, waitMs = 0) {
  const call = new TimedCall(answer)
  const running = strategy.run(call)
  await vi.advanceTimersByTimeAsync(waitMs)
  return { ending: await running, attempts: call.startsMs, refused: call.refusals.length, noted: call.noted }
}

describe('cockatiel', () => {
  it('counts retries, whatever its parameter is called', async () => {
    const strategy = createLibraryStrategy('cockatiel', {
      ...{ maxAttempts: 3, generator: 'noJitterGenerator', initialDelay: 100, maxDelay: 250 },
    })
    const { ending, attempts, noted } = await operation(strategy, () => LOST, 1_000)
    expect(attempts).toEqual([0, 100, 300, 550])
    expect(ending).toBe('attempts-exhausted')
    expect(noted).toEqual([100, 200, 250].map((ms) => ({ nominalMs: ms, plannedMs: ms })))
  })

  it('tells the delays it drew beside its formula’s', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const strategy = createLibraryStrategy('cockatiel', { maxAttempts: 2, generator: 'halfJitterGenerator' })
    const { noted, attempts } = await operation(strategy, () => LOST, 1_000)
    expect(noted).toEqual([
      { nominalMs: 128, plannedMs: 96 },
      { nominalMs: 256, plannedMs: 192 },
    ])
    expect(attempts).toEqual([0, 96, 288])
  })

  it('always doubles without decorrelated jitter, whatever the exponent', async () => {
    const params = { maxAttempts: 2, generator: 'noJitterGenerator', initialDelay: 100, exponent: 5 }
    const { attempts } = await operation(createLibraryStrategy('cockatiel', params), () => LOST, 1_000)
    expect(attempts).toEqual([0, 100, 300])
  })

  it('waits the interval of a ConstantBackoff', async () => {
    const params = { maxAttempts: 2, backoff: 'ConstantBackoff', interval: 70 }
    const { attempts } = await operation(createLibraryStrategy('cockatiel', params), () => LOST, 1_000)
    expect(attempts).toEqual([0, 70, 140])
  })

  it('refuses while its breaker is open, which all operations of the arm share, and counts the refused tries', async () => {
    const strategy = createLibraryStrategy('cockatiel', {
      ...{ maxAttempts: 3, backoff: 'ConstantBackoff', interval: 100 },
      ...{ breaker: 'ConsecutiveBreaker', threshold: 2, halfOpenAfter: 1_000 },
    })
    expect(await operation(strategy, () => LOST, 300)).toMatchObject({
      ending: 'attempts-exhausted',
      attempts: [0, 100],
      refused: 2,
    })
    expect(await operation(strategy, () => OK, 300)).toMatchObject({
      ending: 'attempts-exhausted',
      attempts: [],
      refused: 4,
    })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await operation(strategy, () => OK)).toMatchObject({ ending: 'succeeded', refused: 0 })
  })

  it('keeps its caller no longer than the deadline, though it cannot be woken', async () => {
    const strategy = createLibraryStrategy('cockatiel', { backoff: 'ConstantBackoff', interval: 5_000 })
    const call = new TimedCall(() => LOST, { deadlineMs: 600 })
    let endMs = NaN
    const running = strategy.run(call).finally(() => (endMs = performance.now() - call.startMs))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await running).toBe('deadline')
    expect(endMs).toBe(600)
    expect(call.startsMs).toEqual([0])
  })
})

describe('opossum', () => {
  const breaker = { volumeThreshold: 4, errorThresholdPercentage: 60, resetTimeout: 2_000 }

  it('is a plain call behind the breaker unless retries are asked for', async () => {
    const strategy = createLibraryStrategy('opossum', breaker)
    expect(await operation(strategy, () => LOST)).toMatchObject({
      ending: 'attempts-exhausted',
      attempts: [0],
    })
  })

  it('opens at its own threshold, refuses, lets a probe through and closes', async () => {
    const strategy = createLibraryStrategy('opossum', breaker)
    await operation(strategy, () => OK)
    for (let failure = 0; failure < 2; failure++)
      expect((await operation(strategy, () => LOST)).refused).toBe(0)
    // 3 of 4 calls are more than 60 %.
    expect((await operation(strategy, () => LOST)).refused).toBe(0)
    expect(await operation(strategy, () => OK)).toMatchObject({ ending: 'refused', attempts: [], refused: 1 })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await operation(strategy, () => OK)).toMatchObject({ ending: 'succeeded', refused: 0 })
    expect(await operation(strategy, () => OK)).toMatchObject({ ending: 'succeeded', refused: 0 })
  })

  it('forgets failures that have left its rolling window', async () => {
    const window = { rollingCountTimeout: 1_000, rollingCountBuckets: 10 }
    const strategy = createLibraryStrategy('opossum', { ...breaker, ...window })
    for (let failure = 0; failure < 3; failure++) await operation(strategy, () => LOST)
    await vi.advanceTimersByTimeAsync(2_000)
    await operation(strategy, () => LOST)
    expect((await operation(strategy, () => OK)).ending).toBe('succeeded')
  })

  it('counts refused tries among the attempts when it waits for the breaker', async () => {
    const waiting = { whenOpen: 'wait', maxAttempts: 5, volumeThreshold: 2 }
    const strategy = createLibraryStrategy('opossum', waiting)
    const { ending, attempts, refused } = await operation(strategy, () => LOST, 60_000)
    expect(ending).toBe('attempts-exhausted')
    expect(attempts).toHaveLength(2)
    expect(refused).toBe(3)
  })

  it('stops its interval when the arm is done', async () => {
    const strategy = createLibraryStrategy('opossum', breaker)
    expect(vi.getTimerCount()).toBe(1)
    strategy.close?.()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe.each([
  ['cockatiel', { maxAttempts: 0, breaker: 'ConsecutiveBreaker', threshold: 2, halfOpenAfter: 1_000 }],
  ['opossum', { volumeThreshold: 2, resetTimeout: 1_000 }],
] as const)('the breaker of %s', (name, params) => {
  it('tells its changes of state', async () => {
    const strategy = createLibraryStrategy(name, params)
    const states: string[] = []
    strategy.watchBreaker?.((state) => states.push(state))
    for (let failures = 0; failures < 2; failures++) await operation(strategy, () => LOST)
    expect(states).toEqual(['open'])
    await vi.advanceTimersByTimeAsync(1_100)
    await operation(strategy, () => OK)
    expect(states).toEqual(['open', 'half-open', 'closed'])
    strategy.close?.()
  })
})
