import { describe, expect, it } from 'vitest'
import type { DelayLaw } from '../strategy/delay-law'
import { delayLawsOf } from './delay-laws'
import { delayNumbers, topOfDelays } from '../summary/delay-figures'
import { exampleReport } from './report-fixture'
import { delayChart } from './svg/delay-chart'

const law: DelayLaw = {
  note: null,
  rows: [100, 200, 400].map((nominalMs, index) => ({
    ...{ retry: index + 1, nominalMs, minMs: 0, maxMs: nominalMs },
    quantiles: { p5Ms: 0.05 * nominalMs, p50Ms: 0.5 * nominalMs, p95Ms: 0.95 * nominalMs },
  })),
}
const point = (retry: number, plannedMs: number, actualMs = plannedMs + 1) => ({
  ...{ retry, nominalMs: 100 * 2 ** (retry - 1), plannedMs, actualMs },
})
const look = { label: 'a', colour: 'red', mark: 'circle' } as const

describe('delays before retries', () => {
  it('have a law per strategy of the spec', async () => {
    const [none, constant] = await delayLawsOf(exampleReport().spec)
    expect(none?.rows).toEqual([])
    expect(constant?.rows[0]).toMatchObject({ retry: 1, nominalMs: 200 })
  })

  it('are drawn over the band of their retry, with what the timer added', () => {
    const chart = delayChart('w', look, law, [point(2, 100, 150)])
    expect(chart.match(/fill-opacity="0.14"/g)).toHaveLength(3)
    expect(chart.match(/<circle/g)).toHaveLength(1)
    expect(chart).toContain('retry 2: nominal 200 ms, drawn 100 ms, waited 150 ms (timer +50 ms)')
    expect(delayChart('w', look, { rows: [], note: 'unknown' }, [point(1, 5), point(13, 5)])).not.toMatch(
      /NaN/,
    )
  })

  it('are not pressed flat by a cap far away or by a late timer', () => {
    const far = [{ retry: 1, nominalMs: 10, minMs: 0, maxMs: 5_000, quantiles: null }]
    expect(topOfDelays(far, [point(1, 80)])).toBe(160)
    expect(topOfDelays(law.rows, [point(1, 100, 9_000)])).toBe(600)
  })

  it('are counted against the band', () => {
    const [first, second] = delayNumbers(law, [point(1, 50), point(1, 101), point(2, 30)])
    expect([first?.sampled, first?.inside, first?.medianDrawnMs, first?.medianTimerMs]).toEqual([2, 1, 50, 1])
    expect([second?.sampled, second?.inside]).toEqual([1, 1])
  })
})
