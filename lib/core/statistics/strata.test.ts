/** Coverage of the intervals, by simulation, and where there is none. */
import { describe, expect, it } from 'vitest'
import { RANDOM_PURPOSE, streamOf, type RandomStream } from '../random/stream'
import { wilson } from '../summary/interval'
import { proportionOf, ratioOf, stratumOf, type Block, type Stratum } from './strata'

/** Of one trial: k blocks of n operations; a block is hit with probability q, and then fails more often. */
type Law = readonly [k: number, n: number, q: number, hit: number, calm: number]

function draw(random: RandomStream, [k, n, q, hit, calm]: Law): Block[] {
  return Array.from({ length: k }, () => {
    const failure = random.next() < q ? hit : calm
    let hits = 0
    for (let operation = 0; operation < n; operation++) if (random.next() >= failure) hits += 1
    return { hits, of: n }
  })
}

/** A stratum that has an operation. */
function stratum(trials: Block[][], independent: boolean): Stratum {
  const sums = stratumOf(trials, independent)
  if (!sums) throw new Error('no operation')
  return sums
}

const truthOf = ([, , q, hit, calm]: Law) => 1 - (q * hit + (1 - q) * calm)

const REPETITIONS = 2_000

/** In how many of the repetitions there was an interval, and in which share of these it held the truth. */
function coverage(truth: number, sample: (repetition: number) => readonly Stratum[]) {
  let shown = 0
  let covered = 0
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const interval = proportionOf(sample(repetition))
    if (!interval) continue
    shown += 1
    if (interval.low <= truth && truth <= interval.high) covered += 1
  }
  return { shown, share: covered / shown }
}

function expectNominal({ shown, share }: { shown: number; share: number }) {
  expect(shown).toBeGreaterThan(0.95 * REPETITIONS)
  expect(share).toBeGreaterThanOrEqual(0.93)
  expect(share).toBeLessThanOrEqual(0.97)
}

describe('a proportion covers the truth in 93 to 97 of 100 cases', () => {
  it.each<[string, Law]>([
    ['independent failures', [20, 50, 0, 0, 0.02]],
    ['independent failures, rarer', [60, 50, 0, 0, 0.01]],
    ['leader switches in every tenth second', [100, 50, 0.1, 0.3, 0.005]],
    ['leader switches in every third second', [30, 50, 0.3, 0.3, 0.01]],
    ['few callers, hard switches', [60, 20, 0.2, 0.5, 0.02]],
    ['many seconds, rare switches', [300, 50, 0.1, 0.2, 0.001]],
  ])('where nothing is known of independence: %s', (_, law) => {
    const random = streamOf(11, RANDOM_PURPOSE.sample, law[0], law[1])
    expectNominal(coverage(truthOf(law), () => [stratum([draw(random, law)], false)]))
  })

  it.each<[string, Law]>([
    ['a short trial', [5, 80, 0, 0, 0.02]],
    ['a long one', [60, 50, 0, 0, 0.003]],
  ])('where each operation has its own luck: %s', (_, law) => {
    const random = streamOf(12, RANDOM_PURPOSE.sample, law[0], law[1])
    expectNominal(coverage(truthOf(law), () => [stratum([draw(random, law)], true)]))
  })

  it('over a matrix of calm and of stormy fault points', () => {
    const laws: Law[] = [
      [30, 40, 0, 0, 0.01],
      [30, 40, 0, 0, 0.05],
      [30, 40, 0.1, 0.4, 0.01],
      [30, 40, 0.3, 0.4, 0.05],
      [30, 40, 0, 0, 0.001],
    ]
    const truth = laws.reduce((sum, law) => sum + truthOf(law), 0) / laws.length
    const random = streamOf(13, RANDOM_PURPOSE.sample, 0, 0)
    expectNominal(coverage(truth, () => laws.map((law, index) => stratum([draw(random, law)], index < 2))))
  })

  it.each([5, 12])('over %d repetitions that differ from each other', (repetitions) => {
    const random = streamOf(14, RANDOM_PURPOSE.sample, repetitions, 0)
    // Each trial fails with a rate of its own, between 2 and 12 %.
    const sample = () => [
      stratum(
        Array.from({ length: repetitions }, () => draw(random, [10, 50, 0, 0, 0.02 + 0.1 * random.next()])),
        false,
      ),
    ]
    expectNominal(coverage(0.93, sample))
  })
})

describe('a proportion has no interval where the sample cannot carry one', () => {
  const calm = { hits: 50, of: 50 }
  const hit = { hits: 30, of: 50 }
  const blocks = (calms: number, hits: number) => [
    ...Array.from({ length: calms }, () => calm),
    ...Array.from({ length: hits }, () => hit),
  ]
  const of = (trial: Block[], independent = false) => proportionOf([stratum([trial], independent)])

  it('of nothing, of few blocks, of few that were hit', () => {
    expect(proportionOf([])).toBeNull()
    expect(stratumOf([[]], true)).toBeNull()
    expect(of(blocks(9, 0))).toBeNull()
    expect(of(blocks(26, 4))).toBeNull()
    expect(of(blocks(25, 5))).not.toBeNull()
  })

  it('has one where operations are independent, and not where the data speak against that', () => {
    const scattered = Array.from({ length: 8 }, (_, index) => ({ hits: index % 4 === 0 ? 49 : 50, of: 50 }))
    expect(of(scattered)).toBeNull()
    expect(of(scattered, true)).toEqual(wilson(398, 400))
    expect(of(blocks(26, 4), true)).toBeNull()
  })

  it('takes points that are too thin alone together, and leaves none of them out', () => {
    const thin = stratum([blocks(10, 2)], false)
    expect(proportionOf([thin])).toBeNull()
    expect(proportionOf([thin, thin, thin])?.value).toBeCloseTo(560 / 600, 10)
    expect(proportionOf([thin, stratum([[{ hits: 90, of: 100 }]], true)])).toBeNull()
  })

  it('never calls 100 % certain, and does not take operations of one block for many', () => {
    const perfect = of(Array.from({ length: 40 }, () => ({ hits: 100, of: 100 })))
    expect(perfect).toMatchObject({ value: 1, high: 1 })
    expect(perfect?.low).toBeLessThan(0.93)
  })
})

describe('a proportion with rare failures', () => {
  it.each<[string, Law]>([
    ['scattered', [30, 40, 0, 0, 0.002]],
    ['in few seconds', [30, 40, 0.05, 0.05, 0]],
    ['in a short trial', [10, 40, 0, 0, 0.005]],
  ])('covers the truth in at least 93 of 100 cases: %s', (_, law) => {
    const random = streamOf(16, RANDOM_PURPOSE.sample, law[0], law[1])
    const { shown, share } = coverage(truthOf(law), () => [stratum([draw(random, law)], false)])
    expect(shown).toBeGreaterThan(0.8 * REPETITIONS)
    expect(share).toBeGreaterThanOrEqual(0.93)
  })

  it('has an interval that is none of many failures in as few seconds', () => {
    const trial = (failures: number) =>
      Array.from({ length: 20 }, (_, second) => ({ hits: second === 7 ? 40 - failures : 40, of: 40 }))
    const rare = proportionOf([stratum([trial(2)], false)])
    expect(rare?.value).toBeCloseTo(0.9975, 10)
    expect(rare?.low).toBeLessThan(0.9)
    expect(proportionOf([stratum([trial(10)], false)])).toBeNull()
  })
})

describe('a ratio of requests to operations', () => {
  it('covers the truth in 93 to 97 of 100 cases when retries come in storms', () => {
    const random = streamOf(15, RANDOM_PURPOSE.sample, 0, 0)
    let covered = 0
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const blocks = Array.from({ length: 60 }, () => {
        const again = random.next() < 0.2 ? 0.6 : 0.05
        let hits = 0
        for (let operation = 0; operation < 40; operation++) hits += random.next() < again ? 2 : 1
        return { hits, of: 40 }
      })
      const interval = ratioOf([stratum([blocks], false)], () => null)
      const truth = 1 + 0.2 * 0.6 + 0.8 * 0.05
      if (interval && interval.low <= truth && truth <= interval.high) covered += 1
    }
    expect(covered / REPETITIONS).toBeGreaterThanOrEqual(0.93)
    expect(covered / REPETITIONS).toBeLessThanOrEqual(0.97)
  })

  it('is exact where every operation took the same, and none of few blocks', () => {
    const blocks = Array.from({ length: 10 }, () => ({ hits: 40, of: 40 }))
    const of = (trial: Block[]) => ratioOf([stratum([trial], false)], () => null)
    expect(of(blocks)).toEqual({ value: 1, low: 1, high: 1 })
    expect(of(blocks.slice(1))).toBeNull()
  })
})
