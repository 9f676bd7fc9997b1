import { describe, expect, it } from 'vitest'
import { fitPlan, shortestTrialMs } from './fit-plan'
import { faultPoints } from './fault-points'
import { estimatePlan } from './plan'
import { checkSpec, type ExperimentSpec, type ExperimentSpecInput } from './spec'

const MINUTE_MS = 60_000

function specOf(change: Partial<ExperimentSpecInput>): ExperimentSpec {
  const result = checkSpec({ name: 'A', strategies: [{ use: 'no-retry' }], ...change })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}
const percents = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('an experiment that is cut to fit', () => {
  const large = specOf({
    matrix: { lossPercent: percents(9), latencyMs: [0, 20, 50, 100, 200], jitterMs: [0, 80] },
    repetitions: 5,
    trialDurationMs: 30_000,
  })

  it('stays as it is where it fits', () => {
    expect(fitPlan(large, 10 * 60 * MINUTE_MS)).toMatchObject({ spec: large, cuts: [], fits: true })
  })

  it('loses repetitions first, and no more than it must', () => {
    const fitted = fitPlan(large, 100 * MINUTE_MS)
    expect(fitted.cuts).toEqual([{ field: 'repetitions', from: 5, to: 2 }])
    expect(estimatePlan({ ...large, repetitions: 3 }).minMs).toBeGreaterThan(100 * MINUTE_MS)
  })

  it('keeps a repetition that is not recorded', () => {
    const { spec } = fitPlan({ ...large, profile: 'first' }, MINUTE_MS)
    expect(spec.repetitions).toBe(2)
    expect(fitPlan({ ...large, profile: 'first', repetitions: 1 }, MINUTE_MS).spec.repetitions).toBe(1)
  })

  it('then has shorter trials, as long as the time allows', () => {
    const fitted = fitPlan(large, 25 * MINUTE_MS)
    expect(fitted.cuts.map(({ field }) => field)).toEqual(['repetitions', 'trialDurationMs'])
    expect(fitted.minMs).toBeLessThanOrEqual(25 * MINUTE_MS)
    const longer = { ...fitted.spec, trialDurationMs: fitted.spec.trialDurationMs + 1_000 }
    expect(estimatePlan(longer).minMs).toBeGreaterThan(25 * MINUTE_MS)
  })

  it.each([10, 5, 3, 1.5])(
    'then has fewer values, the ends of each axis among them: %d minutes',
    (minutes) => {
      const { spec, fits, minMs, cuts } = fitPlan(large, minutes * MINUTE_MS)
      expect(fits).toBe(true)
      expect(minMs).toBeLessThanOrEqual(minutes * MINUTE_MS)
      expect(spec.repetitions).toBe(1)
      expect(spec.trialDurationMs).toBeGreaterThanOrEqual(10_000)
      expect([spec.matrix.lossPercent[0], spec.matrix.lossPercent.at(-1)]).toEqual([0, 8])
      expect([spec.matrix.latencyMs[0], spec.matrix.latencyMs.at(-1)]).toEqual([0, 200])
      expect(spec.matrix.jitterMs).toEqual([0, 80])
      expect(cuts.map(({ field }) => field)).toContain('lossPercent')
      // The longest axis loses a value, whichever it is by then.
      expect(spec.matrix.lossPercent.length).toBeGreaterThanOrEqual(spec.matrix.latencyMs.length - 1)
      expect(checkSpec(spec)).toMatchObject({ ok: true })
    },
  )

  it('says when nothing is left to cut', () => {
    const { spec, fits, minMs } = fitPlan(large, MINUTE_MS)
    expect(fits).toBe(false)
    expect(minMs).toBeGreaterThan(MINUTE_MS)
    expect(faultPoints(spec.matrix)).toHaveLength(8)
    expect([spec.repetitions, spec.trialDurationMs]).toEqual([1, 10_000])
  })

  it('thins chosen points evenly, the first and the last kept', () => {
    const points = percents(21).map((lossPercent) => ({ lossPercent }))
    const { spec, cuts } = fitPlan(specOf({ matrix: { points } }), MINUTE_MS)
    const kept = spec.matrix.points?.map(({ lossPercent }) => lossPercent)
    expect(kept).toEqual([0, 5, 10, 15, 20])
    expect(cuts).toEqual([{ field: 'points', from: 21, to: 5 }])
  })

  it('ends for the largest matrix in a few steps, with the ends of unordered axes', () => {
    const axis = [9, ...percents(9)]
    const matrix = { lossPercent: axis, latencyMs: axis, jitterMs: axis, leaderSwitchesPerMinute: axis }
    const { spec, fits } = fitPlan(specOf({ matrix }), 30 * MINUTE_MS)
    expect(fits).toBe(true)
    expect([spec.matrix.lossPercent[0], spec.matrix.lossPercent.at(-1)]).toEqual([0, 9])
  })
})

describe('the shortest trial', () => {
  it.each<[number, Partial<ExperimentSpecInput>]>([
    [10_000, { trialDurationMs: 60_000 }],
    [3_000, { trialDurationMs: 3_000 }],
    [17_000, { trialDurationMs: 60_000, scenario: [{ fault: 'latency', atMs: 12_000, forMs: 4_500 }] }],
    [20_000, { trialDurationMs: 60_000, matrix: { leaderSwitchesPerMinute: [0, 3, 12] } }],
  ])('is %d ms of %o', (shortestMs, change) => {
    expect(shortestTrialMs(specOf(change))).toBe(shortestMs)
  })
})
