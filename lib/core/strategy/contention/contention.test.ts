import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CONTENTION_BACKOFFS,
  meanContention,
  simulateContention,
  type ContentionBackoff,
  type ContentionMean,
} from './contention'
import { EventQueue } from './event-queue'

const RUNS = 100
const SEED = 1
const names = Object.keys(CONTENTION_BACKOFFS) as ContentionBackoff[]

/** The author's simulator, run anew: means of 100 simulations, completion in ms and calls. */
const ORIGINAL: Record<10 | 100, Record<ContentionBackoff, [completionMs: number, calls: number]>> = {
  10: {
    none: [382, 51],
    exponential: [3590, 51],
    decorrelated: [435, 38],
    equal: [733, 42],
    full: [465, 39],
  },
  100: {
    none: [2026, 2422],
    exponential: [63572, 1861],
    decorrelated: [4576, 1000],
    equal: [6620, 813],
    full: [4925, 795],
  },
}

const simulated = new Map<string, ContentionMean>()
function simulate(clients: number, backoff: ContentionBackoff): ContentionMean {
  const key = `${clients} ${backoff}`
  const mean = simulated.get(key) ?? meanContention(clients, backoff, { seed: SEED, runs: RUNS })
  simulated.set(key, mean)
  return mean
}

describe('Brooker’s contention model', () => {
  // Both sides are means of 100 runs, so their difference has √2 times our standard error. 4.06 of those hold for all
  // 20 figures together at 99.9 % (Bonferroni); half a unit is the original's rounding.
  const tolerance = (error: number) => 4.06 * Math.SQRT2 * error + 0.5

  it.each(([10, 100] as const).flatMap((clients) => names.map((name) => [clients, name] as const)))(
    '%i clients, %s: time and calls agree with the original',
    (clients, name) => {
      const ours = simulate(clients, name)
      const [completionMs, calls] = ORIGINAL[clients][name]
      expect(Math.abs(ours.completionMs - completionMs)).toBeLessThan(tolerance(ours.completionErrorMs))
      expect(Math.abs(ours.calls - calls)).toBeLessThan(tolerance(ours.callsError))
    },
  )

  it('has the original’s order: full jitter asks least, no wait is fastest, and no jitter is slowest by far', () => {
    const by = (figure: 'completionMs' | 'calls') =>
      names.toSorted((a, b) => simulate(100, a)[figure] - simulate(100, b)[figure])
    expect(by('calls')).toEqual(['full', 'equal', 'decorrelated', 'exponential', 'none'])
    expect(by('completionMs')).toEqual(['none', 'decorrelated', 'full', 'equal', 'exponential'])
  })

  it.each([50, 190])('keeps its ends at %i clients', (clients) => {
    const by = (figure: 'completionMs' | 'calls') =>
      names.toSorted((a, b) => simulate(clients, a)[figure] - simulate(clients, b)[figure])
    // At 190 equal and full jitter lie within each other's errors.
    expect(by('calls').slice(0, 2).sort()).toEqual(['equal', 'full'])
    expect(by('calls').at(-1)).toBe('none')
    expect([by('completionMs')[0], by('completionMs').at(-1)]).toEqual(['none', 'exponential'])
  })

  it('lets a client alone through with one read and one write', () => {
    const { completionMs, calls } = simulateContention(1, CONTENTION_BACKOFFS.full, { seed: SEED, run: 0 })
    expect(calls).toBe(1)
    // Four messages of 10 ± 2 ms, each within six deviations.
    expect(Math.abs(completionMs - 40)).toBeLessThan(4 * 6 * 2)
  })

  it('gives the same numbers for the same seed, and others for another', () => {
    const once = (seed: number) => simulateContention(20, CONTENTION_BACKOFFS.full, { seed, run: 3 })
    expect(once(1)).toEqual(once(1))
    expect(once(1)).not.toEqual(once(2))
  })
})

describe('the event queue', () => {
  it('gives events in the order of time, whatever the order they came in', () => {
    const property = fc.property(fc.array(fc.oneof(fc.nat({ max: 20 }), fc.constant(null))), (steps) => {
      const queue = new EventQueue<{ atMs: number }>()
      const expected: number[] = []
      for (const atMs of steps) {
        if (atMs === null) expect(queue.pop()?.atMs).toBe(expected.shift())
        else {
          queue.push({ atMs })
          expected.push(atMs)
          expected.sort((a, b) => a - b)
        }
      }
    })
    fc.assert(property, { seed: 20261123 })
  })
})
