import { describe, expect, it } from 'vitest'
import { builtInCatalogue } from '../strategy/catalogue'
import { expectedLoad } from './expected-load'
import { checkSpec, type ExperimentSpecInput } from './spec'

function loadOf(change: Partial<ExperimentSpecInput>) {
  const result = checkSpec({
    name: 'A',
    strategies: [{ use: 'no-retry' }],
    trialDurationMs: 10_000,
    ...change,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return expectedLoad(result.spec, builtInCatalogue)
}
const open = (ratePerSecond: number) => ({ load: { mode: 'open' as const, ratePerSecond } })
const closed = (concurrency: number) => ({ load: { mode: 'closed' as const, concurrency } })
const constant = (maxAttempts: number) => ({ use: 'constant', params: { delayMs: 10, maxAttempts } })

describe('what an experiment is expected to ask of the lab', () => {
  it('is rate × duration × trials × strategies in an open loop', () => {
    const strategies = [{ use: 'no-retry' }, { ...constant(3), label: 'b' }]
    expect(loadOf({ workload: open(50), strategies, repetitions: 3 })).toEqual({
      operations: 50 * 10 * 3 * 2,
      attempts: 50 * 10 * 3 * 2,
    })
  })

  it('has the attempts that independent losses make: (1 − pⁿ) ÷ (1 − p) each', () => {
    const { operations, attempts } = loadOf({
      workload: open(10),
      strategies: [constant(4)],
      matrix: { lossPercent: [40] },
    })
    expect(attempts / operations).toBeCloseTo((1 - 0.4 ** 4) / 0.6, 10)
  })

  it('has the attempts that come too late: a uniform reply of 20 to 180 ms, given up after 100 ms', () => {
    const { operations, attempts } = loadOf({
      workload: open(10),
      attemptTimeoutMs: 100 + 3,
      strategies: [constant(2)],
      matrix: { latencyMs: [100], jitterMs: [80] },
    })
    expect(attempts / operations).toBeCloseTo(1.5, 10)
  })

  it('is callers × duration ÷ the length of an operation in a closed loop', () => {
    const strategies = [{ use: 'no-retry' }]
    const { operations } = loadOf({ workload: closed(4), strategies, matrix: { latencyMs: [97] } })
    expect(operations).toBeCloseTo((4 * 10_000) / 100, 6)
  })

  it('is no more than a lab carries in a closed loop, whatever stands side by side', () => {
    const strategies = ['a', 'b', 'c', 'd'].map((label) => ({ use: 'no-retry', label }))
    expect(loadOf({ workload: closed(64), strategies }).attempts).toBeCloseTo(1_000 * 10, 6)
    // One after the other, each has the lab for itself.
    expect(loadOf({ workload: closed(64), strategies, arms: 'sequential' }).attempts).toBeCloseTo(
      4 * 1_000 * 10,
      6,
    )
  })

  it('ends operations at their deadline', () => {
    const { operations } = loadOf({
      workload: closed(1),
      strategies: [constant(10)],
      matrix: { lossPercent: [100] },
      attemptTimeoutMs: 300,
      operationDeadlineMs: 1_000,
    })
    expect(operations).toBeCloseTo(10, 6)
  })

  it('takes a strategy that tells no delays for one without retries', () => {
    const { operations, attempts } = loadOf({ workload: open(5), strategies: [{ use: 'grpc-js' }] })
    expect(attempts).toBe(operations)
  })
})
