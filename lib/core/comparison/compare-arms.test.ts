import { describe, expect, it } from 'vitest'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import { binomial, blocksOfShares, outageShares } from '../statistics/simulation-fixture'
import type { Blocks } from '../summary/blocks'
import { compareArms, pairedDifference } from './compare-arms'

const blocks = (ok: readonly number[], requests: readonly number[] = ok.map(() => 20)): Blocks => ({
  ...{ lengthMs: 1_000, ok: [...ok], requests: [...requests], operations: ok.map(() => 20) },
  ...{ retried: ok.map(() => 0), attempts: ok.map(() => 20), attemptsOk: [...ok] },
})

const calm = (seconds: number) => Array.from({ length: seconds }, () => 20)
/** Every other second is bad. */
const stormy = (seconds: number, bad: number) =>
  calm(seconds).map((ok, index) => (index % 2 === 0 ? ok : bad))

describe('strategies against each other', () => {
  it('are compared second by second: what struck both is in neither’s favour', () => {
    const trial = {
      pointIndex: 0,
      arms: [blocks(stormy(20, 4)), blocks(stormy(20, 5)), blocks(stormy(20, 4))],
    }
    const [other, same] = compareArms([trial], 'successRate', 0)
    // Each by itself is uncertain by 20 points; second by second the one is never worse.
    expect(other).toMatchObject({ arm: 1, overall: { verdict: 'better' } })
    expect(other?.overall.difference?.value).toBeCloseTo(0.025, 10)
    expect(other?.overall.difference?.low).toBeGreaterThan(0)
    // Pairs without any difference say nothing of how much pairs differ: as wide as the arms by themselves.
    expect(same?.overall).toMatchObject({ difference: { value: 0 }, verdict: 'inconclusive' })
  })

  it('give each fault point the same weight, and one by one where each can carry it', () => {
    const trials = [
      { pointIndex: 0, arms: [blocks(calm(12)), blocks(calm(12))] },
      { pointIndex: 3, arms: [blocks(stormy(12, 0)), blocks(stormy(12, 18))] },
    ]
    const [other] = compareArms(trials, 'successRate', 0)
    expect(other?.overall.difference?.value).toBeCloseTo(0.225, 10)
    expect(other?.points.map(({ pointIndex, verdict }) => [pointIndex, verdict])).toEqual([
      // Twelve seconds without a failure do not show that none would come.
      [0, 'inconclusive'],
      [3, 'better'],
    ])
  })

  it('are worse with more requests, and inconclusive where little was measured', () => {
    const more = compareArms(
      [
        {
          pointIndex: 0,
          arms: [
            blocks(calm(12)),
            blocks(
              calm(12),
              calm(12).map((n, i) => n + 5 + (i % 3)),
            ),
          ],
        },
      ],
      'amplification',
      0,
    )
    expect(more[0]?.overall.verdict).toBe('worse')
    const short = { pointIndex: 0, arms: [blocks(stormy(8, 0)), blocks(stormy(8, 18))] }
    expect(compareArms([short], 'successRate', 0)[0]?.overall).toEqual({
      difference: null,
      verdict: 'inconclusive',
    })
    const old = { pointIndex: 0, arms: [null, blocks(calm(12))] }
    expect(compareArms([old], 'successRate', 0)[0]?.overall.verdict).toBe('inconclusive')
  })
})

describe('the interval of a paired difference', () => {
  const pairs = (bad: number, share: number) => [
    Array.from({ length: 20 }, (_, index) => ({
      a: { hits: (7 * index) % 20 < bad ? share : 20, of: 20 },
      b: { hits: 20, of: 20 },
    })),
  ]

  it('is none of few seconds in which anything went wrong, or of few in which anything went right', () => {
    expect(pairedDifference([pairs(4, 10)], true)).toBeNull()
    expect(pairedDifference([pairs(5, 10)], true)).not.toBeNull()
    expect(pairedDifference([pairs(19, 0)], true)).toBeNull()
    expect(pairedDifference([pairs(15, 0)], true)).not.toBeNull()
  })

  it('holds the truth in 93 to 97 of 100 cases when both meet the same storms', () => {
    const random = streamOf(21, RANDOM_PURPOSE.sample, 0, 0)
    const drawn = (failure: number) => ({ hits: 40 - binomial(random, 40, failure), of: 40 })
    const truth = -(0.2 * 0.1 + 0.8 * 0.01)
    let covered = 0
    for (let repetition = 0; repetition < 2_000; repetition++) {
      const pairs = Array.from({ length: 40 }, () => {
        const storm = random.next() < 0.2
        return { a: drawn(storm ? 0.5 : 0.03), b: drawn(storm ? 0.4 : 0.02) }
      })
      const interval = pairedDifference([[pairs]], true)
      if (interval && interval.low <= truth && truth <= interval.high) covered += 1
    }
    expect(covered / 2_000).toBeGreaterThanOrEqual(0.93)
    expect(covered / 2_000).toBeLessThanOrEqual(0.97)
  })
  it.each([
    [1.2, 60, 8],
    [3, 120, 5],
    [5, 150, 4],
  ])(
    'holds it where both meet the same outages of %d s, in windows of %d s',
    (lengthS, seconds, perMinute) => {
      const random = streamOf(22, RANDOM_PURPOSE.sample, seconds, 0)
      let [shown, covered] = [0, 0]
      const inOutage = 1 - Math.exp((-perMinute / 60) * lengthS)
      for (let repetition = 0; repetition < 2_000; repetition++) {
        const shares = outageShares(random, { seconds, perMinute, lengthS })
        const a = blocksOfShares(random, shares, { n: 40, hit: 0.9, calm: 0.01 })
        const b = blocksOfShares(random, shares, { n: 40, hit: 0.5, calm: 0.01 })
        const pairs = a.flatMap((block, index) => (b[index] ? [{ a: block, b: b[index] }] : []))
        const interval = pairedDifference([[pairs]], true)
        if (!interval) continue
        shown += 1
        if (interval.low <= -0.4 * inOutage && -0.4 * inOutage <= interval.high) covered += 1
      }
      expect(shown).toBeGreaterThan(1_600)
      expect(covered / shown).toBeGreaterThanOrEqual(0.93)
      expect(covered / shown).toBeLessThanOrEqual(0.97)
    },
  )

  it('is as wide as seconds without any failure leave it', () => {
    const perfect = Array.from({ length: 60 }, () => ({ a: { hits: 20, of: 20 }, b: { hits: 20, of: 20 } }))
    const { value, low, high } = pairedDifference([[perfect]], true) ?? {}
    expect(value).toBe(0)
    expect(low).toBeLessThan(-0.03)
    expect(high).toBeGreaterThan(0.03)
    expect(pairedDifference([[perfect]], false)).toBeNull()
  })
})
