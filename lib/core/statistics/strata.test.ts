/** Coverage of the intervals, by simulation, and where there is none. */
import { describe, expect, it } from 'vitest'
import { RANDOM_PURPOSE, streamOf, type RandomStream } from '../random/stream'
import { wilson } from '../summary/interval'
import { binomial, blocksOfShares, outageShares, scheduledShares, type Outages } from './simulation-fixture'
import { proportionOf, ratioOf, stratumOf, type Block, type Stratum } from './strata'

/** Of one trial: k blocks of n operations; a block is hit with probability q, and then fails more often. */
type Law = readonly [k: number, n: number, q: number, hit: number, calm: number]

function draw(random: RandomStream, [k, n, q, hit, calm]: Law): Block[] {
  return Array.from({ length: k }, () => {
    const failure = random.next() < q ? hit : calm
    return { hits: n - binomial(random, n, failure), of: n }
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

/** Shares of the samples: shown, and of those that held the truth. */
function ofOutages(outages: Outages, trials = 1) {
  const { seconds, perMinute, lengthS } = outages
  const random = streamOf(17, RANDOM_PURPOSE.sample, seconds, perMinute)
  const [hit, calm] = [0.8, 0.005]
  const inOutage = 1 - Math.exp((-perMinute / 60) * lengthS)
  const failure = inOutage * hit + (1 - inOutage) * calm
  const drawn = () =>
    Array.from({ length: trials }, () =>
      blocksOfShares(random, outageShares(random, outages), { n: 40, hit, calm }),
    )
  return { failure, drawn }
}

describe('a proportion covers the truth in 93 to 97 of 100 cases where it has an interval', () => {
  it.each<[Outages & { trials?: number }, number]>([
    [{ seconds: 60, perMinute: 6, lengthS: 1.2 }, 0.8],
    [{ seconds: 120, perMinute: 6, lengthS: 1.2 }, 0.95],
    [{ seconds: 60, perMinute: 6, lengthS: 3 }, 0.8],
    [{ seconds: 120, perMinute: 4, lengthS: 3 }, 0.9],
    [{ seconds: 60, perMinute: 6, lengthS: 5 }, 0.5],
    [{ seconds: 300, perMinute: 2, lengthS: 5 }, 0.95],
    [{ seconds: 60, perMinute: 4, lengthS: 5, trials: 3 }, 0.95],
  ])('when outages last longer than a block: %j', ({ trials, ...outages }, leastShown) => {
    const { failure, drawn } = ofOutages(outages, trials)
    const { shown, share } = coverage(1 - failure, () => [stratum(drawn(), false)])
    expect(shown).toBeGreaterThan(leastShown * REPETITIONS)
    expect(share).toBeGreaterThanOrEqual(0.93)
    expect(share).toBeLessThanOrEqual(0.97)
  })

  it.each([
    [60, 6],
    [50, 12],
    [150, 4],
  ])('when switches are scheduled evenly, in windows of %d s with %d a minute', (seconds, perMinute) => {
    const random = streamOf(18, RANDOM_PURPOSE.sample, seconds, perMinute)
    const [hit, calm] = [0.8, 0.005]
    const inOutage = (perMinute / 60) * 0.9
    const truth = 1 - (inOutage * hit + (1 - inOutage) * calm)
    const sample = () => {
      const shares = scheduledShares(random, { seconds, perMinute }, [0.2, 1.6])
      return [
        stratumOf([blocksOfShares(random, shares, { n: 40, hit, calm })], false, 60 / perMinute),
      ].flatMap((known) => known ?? [])
    }
    const { shown, share } = coverage(truth, sample)
    expect(shown).toBeGreaterThan(0.8 * REPETITIONS)
    expect(share).toBeGreaterThanOrEqual(0.93)
    expect(share).toBeLessThanOrEqual(0.97)
  })

  it('at the edge of five seconds with failures', () => {
    const law: Law = [60, 50, 0.12, 0.5, 0]
    const random = streamOf(19, RANDOM_PURPOSE.sample, 0, 0)
    const { shown, share } = coverage(truthOf(law), () => [stratum([draw(random, law)], false)])
    expect(shown).toBeGreaterThan(0.7 * REPETITIONS)
    expect(share).toBeGreaterThanOrEqual(0.93)
    expect(share).toBeLessThanOrEqual(0.97)
  })
})

describe('a proportion has no interval where the sample cannot carry one', () => {
  const calm = { hits: 50, of: 50 }
  const hit = { hits: 30, of: 50 }
  /** The hit ones evenly among the calm ones: adjacent ones would be one event. */
  const blocks = (calms: number, hits: number) =>
    Array.from({ length: calms + hits }, (_, index) =>
      ((index + 1) * hits) % (calms + hits) < hits ? hit : calm,
    )
  const of = (trial: Block[], independent = false) => proportionOf([stratum([trial], independent)])

  it('of nothing, of few blocks, of few that were hit', () => {
    expect(proportionOf([])).toBeNull()
    expect(stratumOf([[]], true)).toBeNull()
    expect(of(blocks(9, 0))).toBeNull()
    expect(of(blocks(26, 4))).toBeNull()
    expect(of(blocks(25, 5))).not.toBeNull()
    // One outage is one event, however many seconds it lasted, and failures that are always there do not make it more.
    expect(of([...blocks(20, 0), ...blocks(0, 6), ...blocks(20, 0)])).toBeNull()
    const noisy = Array.from({ length: 20 }, (_, index) => ({ hits: index % 2 === 0 ? 49 : 50, of: 50 }))
    expect(of([...noisy, ...blocks(0, 2), ...noisy])).toBeNull()
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
        return { hits: 40 + binomial(random, 40, again), of: 40 }
      })
      const interval = ratioOf([stratum([blocks], false)], 'requests', () => null)
      const truth = 1 + 0.2 * 0.6 + 0.8 * 0.05
      if (interval && interval.low <= truth && truth <= interval.high) covered += 1
    }
    expect(covered / REPETITIONS).toBeGreaterThanOrEqual(0.93)
    expect(covered / REPETITIONS).toBeLessThanOrEqual(0.97)
  })

  it('covers it when outages of 3 s make every operation try again', () => {
    const { failure, drawn } = ofOutages({ seconds: 120, perMinute: 4, lengthS: 3 })
    let [shown, covered] = [0, 0]
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const trials = drawn().map((blocks) => blocks.map(({ hits, of }) => ({ hits: 2 * of - hits, of })))
      const interval = ratioOf([stratum(trials, false)], 'requests', () => null)
      if (!interval) continue
      shown += 1
      if (interval.low <= 1 + failure && 1 + failure <= interval.high) covered += 1
    }
    expect(shown).toBeGreaterThan(0.9 * REPETITIONS)
    expect(covered / shown).toBeGreaterThanOrEqual(0.93)
    expect(covered / shown).toBeLessThanOrEqual(0.97)
  })

  it('is exact where every operation took the same, and none of few blocks', () => {
    const blocks = Array.from({ length: 10 }, () => ({ hits: 40, of: 40 }))
    const of = (trial: Block[]) => ratioOf([stratum([trial], false)], 'requests', () => null)
    expect(of(blocks)).toEqual({ value: 1, low: 1, high: 1 })
    expect(of(blocks.slice(1))).toBeNull()
  })
})
