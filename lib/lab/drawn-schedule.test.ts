import { describe, expect, it } from 'vitest'
import { libraryDescriptions } from '@/lib/core/strategy/libraries/registry'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { describeOwn } from '@/lib/core/strategy/own/own-strategy'
import { drawnSchedule } from './drawn-schedule'
import { strategyFactory } from './strategy-factory'
import type { LoadedStrategy } from './own-strategies/load'

const NO_OWN = { strategies: [], problems: [] }

/** The schedule of a strategy of the product, and how long it took. */
async function drawn(name: string, given: object, { attempts = 10, seed = 1 } = {}) {
  const strategy = builtInCatalogue.find(name)
  if (!strategy) throw new Error(`no strategy ${name}`)
  const params = strategy.params.parse(given) as Record<string, unknown>
  return drawnSchedule(strategy, params, strategyFactory(NO_OWN), { attempts, seed })
}

const delaysOf = ({ attempts }: Awaited<ReturnType<typeof drawn>>) => attempts.map(({ drawnMs }) => drawnMs)

describe('a library', () => {
  it.each([
    ['p-retry', { retries: 3, minTimeout: 100, factor: 3, maxTimeout: 700 }],
    ['async-retry', { retries: 3, minTimeout: 100, factor: 3, maxTimeout: 700, randomize: false }],
    ['exponential-backoff', { numOfAttempts: 4, startingDelay: 100, timeMultiple: 3, maxDelay: 700 }],
  ])('%s waits as long as its parameters say, and ends', async (name, params) => {
    const schedule = await drawn(name, params)
    expect(delaysOf(schedule)).toEqual([0, 100, 300, 700])
    expect(schedule).toMatchObject({ ending: 'attempts-exhausted', note: null })
    expect(schedule.attempts.at(-1)?.drawnStartMs).toBe(1_100)
  })

  it.each(Object.keys(libraryDescriptions))('%s is drawn within its bounds, to its end', async (name) => {
    // With more, the time limits of these two would end or cut the sequence.
    const params = name === 'p-retry' || name === 'async-retry' ? { retries: 5 } : {}
    for (let seed = 1; seed <= 20; seed++) {
      const { attempts, ending } = await drawn(name, params, { attempts: 20, seed })
      expect(ending).not.toBeNull()
      for (const { attempt, drawnMs, minMs, maxMs } of attempts) {
        expect(drawnMs, `${attempt}`).toBeGreaterThanOrEqual((minMs ?? Infinity) - 1)
        expect(drawnMs, `${attempt}`).toBeLessThanOrEqual((maxMs ?? -Infinity) + 1)
      }
    }
  })

  it('stops where nobody asks for more, with the sequence still going on', async () => {
    const { attempts, ending } = await drawn('p-retry', {}, { attempts: 3 })
    expect([attempts.length, ending]).toEqual([3, null])
  })

  it.each([
    ['cockatiel', {}],
    ['p-retry', { randomize: true }],
    ['async-retry', {}],
    ['exponential-backoff', { jitter: 'full' }],
  ])(
    '%s with chance is the same for the same seed only, and says whose chance it is',
    async (name, params) => {
      const delays = async (seed: number) => delaysOf(await drawn(name, params, { seed }))
      expect(await delays(7)).toEqual(await delays(7))
      expect(await delays(7)).not.toEqual(await delays(8))
      expect((await drawn(name, params)).note).toMatch(/draws by Math\.random: here it follows the seed/)
    },
  )

  it('opossum refuses behind its open breaker, and lets a probe through when its time has passed', async () => {
    const params = {
      maxAttempts: 6,
      whenOpen: 'wait',
      initialDelayMs: 100,
      maxDelayMs: 100,
      resetTimeout: 150,
    }
    const { attempts, note } = await drawn('opossum', params, { seed: 3 })
    const refused = attempts.map((row) => row.refused !== null)
    expect(refused.slice(0, 2)).toEqual([false, true])
    expect(refused.lastIndexOf(false)).toBeGreaterThan(1)
    expect(attempts.every(({ drawnMs }) => drawnMs !== null && drawnMs <= 100)).toBe(true)
    expect(note).toBeNull()
  })

  it('cockatiel’s own breaker refuses too', async () => {
    const { attempts } = await drawn('cockatiel', { breaker: 'ConsecutiveBreaker', threshold: 2 })
    expect(attempts.map((row) => row.refused !== null)).toEqual([false, false, true, true, true])
  })

  it('with a client of its own is drawn from its law, and says so', async () => {
    const { attempts, note } = await drawn('grpc-js', {})
    expect(attempts).toHaveLength(4)
    expect(new Set(attempts.map(({ drawnMs, nominalMs }) => drawnMs === nominalMs))).toEqual(
      new Set([true, false]),
    )
    expect(note).toMatch(/needs a server/)
    expect(delaysOf(await drawn('etcd3', {}))).toEqual([0, 0, 0, 0])
  })
})

describe('a strategy of the user’s own', () => {
  const ownOf = (run: (...given: never[]) => unknown): LoadedStrategy => ({
    ...{ file: 'mine.mjs', name: 'mine', title: 'Mine', description: 'Does what I want.', params: {} },
    create: () => ({ run }),
  })
  const drawnOwn = (own: LoadedStrategy) =>
    drawnSchedule(describeOwn(own), {}, strategyFactory({ strategies: [own], problems: [] }), {
      ...{ attempts: 4, seed: 1 },
    })
  type Call = { attempt(): Promise<unknown>; wait(a: number, b: number): Promise<boolean> }

  it('is drawn, by whatever it waits', async () => {
    const own = ownOf(async (call: Call) => {
      await call.attempt()
      await call.wait(40, 12.25)
      await call.attempt()
      await new Promise((resolve) => setTimeout(resolve, 3_600_000))
      await call.attempt()
      return 'attempts-exhausted'
    })
    const { attempts, ending, decidesByItself } = await drawnOwn(own)
    expect(attempts.map(({ drawnMs, nominalMs, minMs }) => [drawnMs, nominalMs, minMs])).toEqual([
      [0, 0, 0],
      [12.25, 40, null],
      [3_600_000, null, null],
    ])
    expect([ending, decidesByItself]).toEqual(['attempts-exhausted', false])
  })

  it('that waits for what is no timer is not waited for', async () => {
    const own = ownOf(async (call: Call) => {
      await call.attempt()
      await new Promise(() => undefined)
    })
    await expect(drawnOwn(own)).rejects.toThrow('waits for something that is neither')
  })

  it('has its mistakes named with its file', async () => {
    await expect(drawnOwn(ownOf(() => 'whatever'))).rejects.toThrow('mine.mjs: run(call) ended with')
  })
})

it('leaves timers, clocks and chance as they were', async () => {
  const before = [setTimeout, setInterval, clearTimeout, clearInterval, Date, Math.random]
  const startMs = performance.now()
  await drawn('cockatiel', {})
  expect([setTimeout, setInterval, clearTimeout, clearInterval, Date, Math.random]).toEqual(before)
  expect(performance.now()).toBeGreaterThan(startMs)
})
