import { describe, expect, it } from 'vitest'
import { findStrategy, strategies } from './registry'
import { envelopeOf, scheduleOf, type Schedulable } from './schedule'

function named(name: string): Schedulable {
  const definition = findStrategy(name)
  if (!definition) throw new Error(`no strategy ${name}`)
  return definition
}

async function scheduled(name: string, given: object, options = { attempts: 10, seed: 1 }) {
  const strategy = named(name)
  return scheduleOf(strategy, strategy.params.parse(given) as Record<string, unknown>, options)
}

describe('the schedule of a strategy', () => {
  it('has nominal, shortest and longest delay per attempt, and adds them up', async () => {
    const { attempts, ending } = await scheduled('exponential', {
      ...{ initialDelayMs: 100, factor: 2, maxDelayMs: 300, jitter: 'equal', maxAttempts: 4 },
    })
    expect(attempts.map(({ nominalMs, minMs, maxMs }) => [nominalMs, minMs, maxMs])).toEqual([
      [0, 0, 0],
      [100, 50, 100],
      [200, 100, 200],
      [300, 150, 300],
    ])
    const last = attempts.at(-1)
    expect([last?.nominalStartMs, last?.earliestStartMs, last?.latestStartMs]).toEqual([600, 300, 600])
    expect(ending).toBe('attempts-exhausted')
  })

  it.each(Object.values(strategies))('of $name draws within its bounds', async ({ name }) => {
    const { attempts } = await scheduled(name, {}, { attempts: 8, seed: 5 })
    for (const { attempt, drawnMs, minMs, maxMs } of attempts) {
      if (drawnMs === null || minMs === null || maxMs === null) continue
      expect(drawnMs, `${attempt}`).toBeGreaterThanOrEqual(minMs - 1e-9)
      expect(drawnMs, `${attempt}`).toBeLessThanOrEqual(maxMs + 1e-9)
    }
    expect(attempts[0]).toMatchObject({ attempt: 1, drawnMs: 0, drawnStartMs: 0 })
  })

  it('is the same for the same seed and another for another', async () => {
    const drawn = async (seed: number) =>
      (await scheduled('exponential', {}, { attempts: 5, seed })).attempts.map(({ drawnMs }) => drawnMs)
    expect(await drawn(7)).toEqual(await drawn(7))
    expect(await drawn(7)).not.toEqual(await drawn(8))
  })

  it('stops at the number of attempts asked for, with the sequence still going on', async () => {
    const { attempts, ending } = await scheduled('backoff-v4', {}, { attempts: 3, seed: 1 })
    expect(attempts).toHaveLength(3)
    expect(ending).toBeNull()
  })

  it('shows the elapsed limit end the drawn sequence while its bounds go on', async () => {
    const { attempts, ending } = await scheduled('backoff-v4', {
      ...{ initialIntervalMs: 100, multiplier: 1, randomizationFactor: 0, maxElapsedTimeMs: 250 },
    })
    expect(ending).toBe('elapsed-limit')
    expect(attempts.map(({ drawnMs }) => drawnMs).slice(0, 4)).toEqual([0, 100, 100, null])
    expect(attempts).toHaveLength(10)
  })

  it('names the attempt that a breaker refuses, and what follows', async () => {
    const breaker = { consecutiveFailures: 1, maxAttempts: 4, openMs: 60_000 }
    const ended = await scheduled('breaker', { ...breaker, whenOpen: 'end' })
    expect(ended.attempts.map(({ refused }) => refused)).toEqual([null, null, 'breaker-open', null])
    expect(ended.ending).toBe('refused')
    const waited = await scheduled('breaker', { ...breaker, whenOpen: 'wait' })
    expect(waited.attempts.map(({ refused }) => refused)).toEqual([
      null,
      null,
      'breaker-open',
      'breaker-open',
    ])
    expect(waited.ending).toBe('attempts-exhausted')
  })

  it('has no delay before a retry that a budget refuses', async () => {
    const budget = { minRetriesPerSecond: 0, percentCanRetry: 1, maxAttempts: 9 }
    const { attempts, ending } = await scheduled('retry-budget', budget)
    expect(attempts.slice(0, 4).map(({ refused }) => refused)).toEqual([null, null, 'budget-empty', null])
    expect(attempts.slice(1, 4).map(({ drawnMs }) => drawnMs)).toEqual([expect.any(Number), 0, null])
    expect(attempts[1]?.drawnMs).toBeGreaterThan(0)
    expect(ending).toBe('refused')
  })

  it('ends even for a strategy that never gives up', async () => {
    const stubborn: Schedulable = {
      ...named('constant'),
      delayBounds: () => null,
      create: () => ({
        run: async (call) => {
          while ((await call.attempt()).outcome !== 'ok') await call.wait(10, 10)
          return 'succeeded'
        },
      }),
    }
    const { attempts, ending } = await scheduleOf(stubborn, {}, { attempts: 3, seed: 1 })
    expect(attempts.map(({ drawnMs, minMs }) => [drawnMs, minMs])).toEqual([
      [0, 0],
      [10, null],
      [10, null],
    ])
    expect(ending).toBeNull()
  })
})

describe('a strategy that is driven elsewhere', () => {
  const described = (delayBounds: Schedulable['delayBounds']): Schedulable => {
    const { name, title, description, params } = named('constant')
    return { name, title, description, params, group: 'library', delayBounds }
  }

  it('has its bounds and nothing drawn', async () => {
    const library = described((_, retry) => (retry < 3 ? { nominalMs: 5, minMs: 0, maxMs: 9 } : null))
    const { attempts, decidesByItself } = await scheduleOf(library, {}, { attempts: 9, seed: 1 })
    expect(attempts.map(({ maxMs, drawnMs }) => [maxMs, drawnMs])).toEqual([
      [0, null],
      [9, null],
      [9, null],
    ])
    expect(decidesByItself).toBe(false)
  })

  it('decides by itself when nothing is known', () => {
    expect(
      envelopeOf(
        described(() => null),
        {},
        { attempts: 9 },
      ).decidesByItself,
    ).toBe(true)
  })
})
