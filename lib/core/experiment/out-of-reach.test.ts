import { describe, expect, it } from 'vitest'
import { outOfReach } from './out-of-reach'
import { checkSpec, type ExperimentSpecInput } from './spec'

const reach = (change: Partial<ExperimentSpecInput>) => {
  const spec = { name: 'reach', strategies: [{ use: 'etcd3' }, { use: 'exponential' }], ...change }
  const result = checkSpec(spec)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return outOfReach(result.spec).map(({ arm, fault }) => [arm, fault])
}

describe('faults that do not reach an arm', () => {
  it('are those of the experiment only, from its matrix and its scenario', () => {
    expect(reach({})).toEqual([])
    expect(reach({ matrix: { latencyMs: [50], leaderSwitchesPerMinute: [6] } })).toEqual([])
    expect(reach({ matrix: { lossPercent: [0, 5] } })).toEqual([[0, 'loss']])
    expect(reach({ matrix: { points: [{ lossPercent: 5 }] } })).toEqual([[0, 'loss']])
    expect(reach({ scenario: [{ fault: 'name-failure', atMs: 0 }] })).toEqual([[0, 'name-failure']])
  })

  it('are not packets: those are dropped whoever sent them', () => {
    expect(reach({ matrix: { lossPercent: [5], loss: { mode: 'packet' } } })).toEqual([])
  })
})
