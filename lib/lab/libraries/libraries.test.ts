import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { libraryDescriptions, type LibraryName } from '@/lib/core/strategy/libraries/registry'
import type { AttemptReply } from '@/lib/core/history/attempt'
import type { StrategyDescription } from '@/lib/core/strategy/strategy'
import { createLibraryStrategy } from './registry'
import { LOST, OK, REJECTED, TimedCall, type Answer } from './timed-call'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type Params = Record<string, unknown>

/** Those that are given an attempt to repeat; the others are clients, and tested where these are built. */
type RepeatingLibrary = Exclude<LibraryName, 'grpc-js' | 'etcd3'>

/** Drives one operation while time flies, and longer than its caller waits. */
async function drive(
  name: LibraryName,
  params: Params,
  answer: Answer = () => LOST,
  options: { deadlineMs?: number; attemptMs?: number } = {},
) {
  const call = new TimedCall(answer, options)
  const strategy = createLibraryStrategy(name, params)
  let endMs = NaN
  const running = strategy.run(call).finally(() => (endMs = performance.now() - call.startMs))
  // A rejection is looked at below, when the time has passed.
  running.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(1_500_000)
  strategy.close?.()
  return { call, ending: await running, endMs, starts: call.startsMs, noted: call.noted }
}

/** Parameters without randomness that make the delays 100, 300, 700 and 700 ms, four retries in all. */
const FOUR_RETRIES: Record<Exclude<RepeatingLibrary, 'opossum' | 'cockatiel'>, Params> = {
  'p-retry': { retries: 4, minTimeout: 100, factor: 3, maxTimeout: 700, randomize: false },
  'async-retry': { retries: 4, minTimeout: 100, factor: 3, maxTimeout: 700, randomize: false },
  'exponential-backoff': { numOfAttempts: 5, startingDelay: 100, timeMultiple: 3, maxDelay: 700 },
}
const libraries = Object.keys(FOUR_RETRIES) as (keyof typeof FOUR_RETRIES)[]

describe.each(libraries)('%s', (name) => {
  const params = FOUR_RETRIES[name]

  it('waits as its own parameters say and stops when they are used up', async () => {
    const { ending, starts, noted, endMs } = await drive(name, params)
    expect(starts).toEqual([0, 100, 400, 1_100, 1_800])
    expect(ending).toBe('attempts-exhausted')
    expect(endMs).toBe(1_800)
    expect(noted.map(({ plannedMs }) => plannedMs)).toEqual([100, 300, 700, 700])
    expect(noted.every(({ nominalMs, plannedMs }) => nominalMs === plannedMs)).toBe(true)
  })

  it('counts the wait from the end of an attempt', async () => {
    const { starts } = await drive(name, params, (attempt) => (attempt < 3 ? LOST : OK), { attemptMs: 50 })
    expect(starts).toEqual([0, 150, 500])
  })

  it('keeps its caller no longer than the deadline, and sends nothing after it', async () => {
    const { ending, starts, endMs } = await drive(name, params, undefined, { deadlineMs: 600 })
    expect(ending).toBe('deadline')
    expect(endMs).toBe(600)
    expect(starts).toEqual([0, 100, 400])
  })

  it('waits for the attempt that its deadline cuts', async () => {
    const { ending, starts, endMs } = await drive(name, params, undefined, { deadlineMs: 120, attemptMs: 90 })
    expect({ ending, starts, endMs }).toEqual({ ending: 'deadline', starts: [0], endMs: 120 })
  })
})

const all = Object.keys(libraryDescriptions) as LibraryName[]
const isRepeating = (name: LibraryName): name is RepeatingLibrary =>
  (libraryDescriptions[name] as StrategyDescription).client === undefined

describe.each(all.filter(isRepeating))('%s', (name) => {
  const description: StrategyDescription = libraryDescriptions[name]
  const defaults = description.params.parse({}) as Params

  it('stops at the first success', async () => {
    const { ending, starts } = await drive(name, {}, () => OK)
    expect({ ending, starts }).toEqual({ ending: 'succeeded', starts: [0] })
  })

  it('stops at a permanent error', async () => {
    const { ending, starts } = await drive(name, {}, () => REJECTED)
    expect({ ending, starts }).toEqual({ ending: 'permanent-error', starts: [0] })
  })

  it('passes on what the engine throws, without another attempt', async () => {
    let attempts = 0
    const broken = new Error('the trial was given up')
    const answer = () => {
      attempts += 1
      throw broken
    }
    await expect(drive(name, {}, answer)).rejects.toBe(broken)
    expect(attempts).toBe(1)
  })

  it('has defaults, titles and limits for all parameters, and refuses an unknown one', () => {
    expect(description.name).toBe(name)
    expect(Object.keys(defaults).length).toBeGreaterThan(3)
    expect(description.params.safeParse({ nonsense: 1 }).success).toBe(false)
  })

  it.each([0, 0.25, 0.5, 0.999])('keeps to the bounds it states when chance gives %f', async (chance) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance)
    for (const params of variants(name)) {
      const { starts } = await drive(name, params)
      const checked = description.params.parse(params)
      const delays = starts.slice(1).map((start, index) => start - (starts[index] ?? 0))
      expect(delays.length).toBeGreaterThan(1)
      delays.forEach((delay, index) => {
        const bounds = description.delayBounds(checked, index + 1)
        // Timers drop fractions: up to a millisecond early.
        expect(delay).toBeGreaterThan((bounds?.minMs ?? Infinity) - 1)
        expect(delay).toBeLessThanOrEqual(Math.max(1, bounds?.maxMs ?? -Infinity))
      })
      expect(description.delayBounds(checked, starts.length)).toBeNull()
    }
  })
})

/** Parameters with randomness. */
function variants(name: RepeatingLibrary): Params[] {
  switch (name) {
    case 'p-retry':
    case 'async-retry':
      return [
        { retries: 4, minTimeout: 100, factor: 1.3, maxTimeout: 900, randomize: true },
        { retries: 4, minTimeout: 50, factor: 3, maxTimeout: 900, randomize: true },
      ]
    case 'exponential-backoff':
      return [{ numOfAttempts: 5, jitter: 'full' }]
    case 'cockatiel':
      return ['decorrelatedJitterGenerator', 'fullJitterGenerator', 'halfJitterGenerator'].map(
        (generator) => ({ generator, exponent: 3, maxDelay: 1_000, maxAttempts: 6 }),
      )
    case 'opossum':
      return [{ maxAttempts: 5, volumeThreshold: 100 }]
  }
}

describe('randomness that a library keeps to itself', () => {
  it.each([
    ['p-retry', { randomize: true, retries: 2 }],
    ['async-retry', { randomize: true, retries: 2 }],
    ['exponential-backoff', { jitter: 'full', numOfAttempts: 3 }],
  ] as const)('is not made up for %s', async (name, params) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { starts, noted } = await drive(name, params)
    expect(noted).toEqual([])
    // U(1, 2) at its middle of 1000 and 2000; U(0, 1) at its middle of 100 and 200.
    expect(starts).toEqual(name === 'exponential-backoff' ? [0, 50, 150] : [0, 1_500, 4_500])
  })
})

describe('maxRetryTime', () => {
  it('makes p-retry cut its last delay and stop after it', async () => {
    const { ending, starts, noted } = await drive('p-retry', { minTimeout: 400, maxRetryTime: 1_000 })
    expect(starts).toEqual([0, 400, 1_000])
    expect(ending).toBe('elapsed-limit')
    expect(noted).toEqual([{ nominalMs: 400, plannedMs: 400 }])
  })

  it('makes async-retry give up at the first failure after it', async () => {
    const params = { minTimeout: 400, maxRetryTime: 1_000, randomize: false }
    const { ending, starts } = await drive('async-retry', params)
    expect(starts).toEqual([0, 400, 1_200])
    expect(ending).toBe('elapsed-limit')
  })
})

describe.each(all.filter((name) => !isRepeating(name)))('%s', (name) => {
  const answered = (reply: AttemptReply) => drive(name, {}, () => reply)

  it('gives the whole operation to its client, and ends as that has ended', async () => {
    const { ending, starts } = await answered(OK)
    expect({ ending, starts }).toEqual({ ending: 'succeeded', starts: [0] })
    for (const gaveUp of ['attempts-exhausted', 'refused', 'deadline'] as const)
      expect((await answered({ ...LOST, gaveUp })).ending).toBe(gaveUp)
  })

  it('takes a client that does not say why it gave up for a bug', async () => {
    await expect(answered(LOST)).rejects.toThrow('did not say why')
  })
})
