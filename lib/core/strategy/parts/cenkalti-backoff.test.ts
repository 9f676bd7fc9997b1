import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  BACKOFF_DEFAULTS,
  LONGEST_BACKOFF_NS,
  backoffBounds,
  backoffInterval,
  nextBackoff,
  startBackoff,
} from './cenkalti-backoff'
import type { BackoffSettings } from './cenkalti-backoff'
import { vectorSettings } from './cenkalti-vectors'

const file = new URL('../../../../tests/vectors/cenkalti-backoff.json', import.meta.url)
const { library, sequences } = z
  .object({
    library: z.string(),
    sequences: z.array(
      z.strictObject({
        name: z.string(),
        settings: vectorSettings,
        elapsedNs: z.array(z.int()),
        draws: z.array(z.number().min(0).lt(1).nullable()),
        delaysNs: z.array(z.int()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(file, 'utf8')))

type Sequence = (typeof sequences)[number]

/** Our delays for a recorded sequence, -1 for a stop. Where the original drew nothing we get what spoils any sum. */
function replay(sequence: Sequence): number[] {
  let state = startBackoff(sequence.settings)
  return sequence.elapsedNs.map((elapsedNs, index) => {
    const step = nextBackoff(sequence.settings, state, { elapsedNs, draw: sequence.draws[index] ?? NaN })
    state = step.state
    return step.kind === 'wait' ? step.delayNs : -1
  })
}

describe('the vectors of cenkalti/backoff', () => {
  it.each(sequences)('are met to the nanosecond: $name', (sequence) => {
    expect(replay(sequence)).toEqual(sequence.delaysNs)
  })

  it('are of the version we name, and enough', () => {
    expect(library).toBe('github.com/cenkalti/backoff/v4 v4.3.0')
    expect(sequences.length).toBeGreaterThanOrEqual(100)
    expect(Math.min(...sequences.map(({ delaysNs }) => delaysNs.length))).toBeGreaterThanOrEqual(20)
  })

  it('have the defaults that we have', () => {
    expect(sequences[0]).toMatchObject({ name: 'the defaults', settings: BACKOFF_DEFAULTS })
  })

  it('reach what is rare: both ways to stop, a delay after a stop, a delay beyond the cap, a delay of zero', () => {
    const stops = sequences.filter(({ delaysNs }) => delaysNs.includes(-1))
    expect(stops.some(({ draws }) => draws.includes(null))).toBe(true)
    expect(stops.some(({ draws }) => !draws.includes(null))).toBe(true)
    expect(stops.some(({ delaysNs }) => delaysNs.slice(delaysNs.indexOf(-1)).some((ns) => ns >= 0))).toBe(
      true,
    )
    expect(sequences.some((one) => Math.max(...one.delaysNs) > one.settings.maxIntervalNs)).toBe(true)
    expect(sequences.some(({ delaysNs }) => delaysNs.includes(0))).toBe(true)
  })
})

describe('exponential backoff after cenkalti/backoff', () => {
  const arbitrary = fc.record({
    initialIntervalNs: fc.integer({ min: 0, max: 1e12 }),
    randomizationFactor: fc.double({ min: 0, max: 1, noNaN: true }),
    multiplier: fc.double({ min: 0, max: 10, noNaN: true }),
    maxIntervalNs: fc.integer({ min: 0, max: 1e13 }),
    maxElapsedTimeNs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e14 })),
    maxRetries: fc.option(fc.integer({ min: 0, max: 20 })),
  })
  const draws = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 1,
    maxLength: 30,
  })

  /** The steps of an operation whose calls take no time, up to its first stop. */
  function steps(given: BackoffSettings, drawn: readonly number[]) {
    const waits = []
    let state = startBackoff(given)
    let elapsedNs = 0
    for (const draw of drawn) {
      const step = nextBackoff(given, state, { elapsedNs, draw })
      if (step.kind === 'stop') return { waits, elapsedNs, stop: step.reason }
      waits.push(step)
      elapsedNs += step.delayNs
      state = step.state
    }
    return { waits, elapsedNs, stop: null }
  }

  it('keeps every delay whole, within its bounds and within (1 ± factor) × interval', () => {
    fc.assert(
      fc.property(arbitrary, draws, (given, drawn) => {
        steps(given, drawn).waits.forEach(({ nominalNs, delayNs }, index) => {
          const { minNs, maxNs } = backoffBounds(given, nominalNs)
          expect(nominalNs).toBe(backoffInterval(given, index + 1))
          expect(Number.isSafeInteger(delayNs)).toBe(true)
          expect(delayNs).toBeGreaterThanOrEqual(minNs)
          expect(delayNs).toBeLessThanOrEqual(maxNs)
          // One nanosecond for the formula's + 1, one for the rounding of its sums.
          expect(minNs).toBeGreaterThanOrEqual(nominalNs * (1 - given.randomizationFactor) - 2)
          expect(maxNs).toBeLessThanOrEqual(nominalNs * (1 + given.randomizationFactor) + 2)
        })
      }),
    )
  })

  it('never shortens the interval without jitter, when it grows and its cap is not below the first', () => {
    const growing = arbitrary.map((given) => ({
      ...given,
      randomizationFactor: 0,
      multiplier: given.multiplier + 1,
      maxIntervalNs: Math.max(given.maxIntervalNs, given.initialIntervalNs),
    }))
    fc.assert(
      fc.property(growing, draws, (given, drawn) => {
        const delays = steps(given, drawn).waits.map(({ delayNs }) => delayNs)
        expect(delays).toEqual(delays.toSorted((a, b) => a - b))
        expect(Math.max(0, ...delays)).toBeLessThanOrEqual(given.maxIntervalNs)
      }),
    )
  })

  it('begins no wait that ends after the elapsed time allowed, nor more waits than retries', () => {
    fc.assert(
      fc.property(arbitrary, draws, (given, drawn) => {
        const { waits, elapsedNs, stop } = steps(given, drawn)
        if (given.maxElapsedTimeNs > 0) expect(elapsedNs).toBeLessThanOrEqual(given.maxElapsedTimeNs)
        if (given.maxRetries !== null) expect(waits.length).toBeLessThanOrEqual(given.maxRetries)
        if (stop === 'max-retries') expect(waits.length).toBe(given.maxRetries)
        if (stop === 'max-elapsed-time') expect(given.maxElapsedTimeNs).toBeGreaterThan(0)
        if (stop === null) expect(waits.length).toBe(drawn.length)
      }),
    )
  })

  it('leaves the first interval alone when the cap is below it', () => {
    const given = { ...BACKOFF_DEFAULTS, initialIntervalNs: 1000, maxIntervalNs: 10 }
    expect([1, 2, 3].map((retry) => backoffInterval(given, retry))).toEqual([1000, 10, 10])
  })

  it('does not change the state it is given', () => {
    const state = Object.freeze(startBackoff(BACKOFF_DEFAULTS))
    const step = nextBackoff(BACKOFF_DEFAULTS, state, { elapsedNs: 0, draw: 0.5 })
    expect(step.state).toEqual({ currentIntervalNs: 750_000_000, retries: 1 })
    expect(state).toEqual({ currentIntervalNs: 500_000_000, retries: 0 })
  })

  it.each<[keyof BackoffSettings, number]>([
    ['initialIntervalNs', -1],
    ['maxIntervalNs', 0.5],
    ['maxElapsedTimeNs', LONGEST_BACKOFF_NS + 1],
    ['randomizationFactor', 1.1],
    ['randomizationFactor', NaN],
    ['multiplier', -1],
    ['maxRetries', 1.5],
  ])('refuses %s = %f and names it', (name, value) => {
    expect(() => startBackoff({ ...BACKOFF_DEFAULTS, [name]: value })).toThrow(name)
  })
})
