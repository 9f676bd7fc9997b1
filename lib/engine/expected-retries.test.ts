/**
 * Trials with losses that the engine itself draws keep to the law that the page draws over them: by Pearson's chi-square test,
 * at the 99.9 % points of its distribution (R: qchisq(0.999, 1:4) = 10.83, 13.82, 16.27, 18.47).
 */
import { expect, it } from 'vitest'
import { NO_FAULT } from '../core/fault/fault-point'
import { builtInCatalogue } from '../core/strategy/catalogue'
import { expectedRetries } from '../core/summary/expected-retries'
import { figuresOfOnePoint } from '../core/summary/figures-fixture'
import { summariseTrial } from '../core/summary/summarise'
import { OK, specOf, VirtualLab } from './virtual-lab'

const CHI_SQUARE_999 = [0, 10.83, 13.82, 16.27, 18.47]
const ARMS = [
  { use: 'exponential', params: { maxAttempts: 5 } },
  { use: 'constant', params: { maxAttempts: 3 } },
  { use: 'no-retry' },
]

it.each([30, 60])('retries at a loss of %i in a hundred are as theory has them', async (lossPercent) => {
  const spec = specOf({
    strategies: ARMS,
    matrix: { lossPercent: [lossPercent] },
    trialDurationMs: 6_000,
    workload: { load: { mode: 'open', ratePerSecond: 100 } },
  })
  const lab = new VirtualLab(({ loss }) => ({ afterMs: loss ? Infinity : 2, reply: OK }))
  await lab.run(spec)
  for (const arm of ARMS.keys()) {
    const figures = figuresOfOnePoint(
      summariseTrial(
        lab.records.filter((record) => record.arm === arm),
        spec.strategies.map(() => 0),
      ).slice(arm, arm + 1),
    )
    const cell = { pointIndex: 0, arm, trials: 1, suspectTrials: 0, figures }
    const law = expectedRetries(
      { spec, points: [{ ...NO_FAULT, lossPercent }], cells: [cell] },
      ...([arm, null, builtInCatalogue] as const),
    )
    if ('reason' in law) throw new Error(law.reason)
    expect(figures.operations).toBe(600)
    expect(chiSquare(figures, law.shares)).toBeLessThan(CHI_SQUARE_999[law.shares.length - 1] || 1e-9)
    const spread = Math.sqrt((law.success * (1 - law.success)) / figures.operations)
    expect(Math.abs((figures.successRate?.value ?? NaN) - law.success)).toBeLessThanOrEqual(
      3.29 * spread + 1e-3,
    )
  }
})

function chiSquare(
  { retryDistribution, operations }: ReturnType<typeof figuresOfOnePoint>,
  shares: readonly number[],
): number {
  return shares.reduce((sum, share, retries) => {
    const measured = retryDistribution[retries]?.operations ?? 0
    return sum + (measured - share * operations) ** 2 / (share * operations)
  }, 0)
}
