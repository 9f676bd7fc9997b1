import { describe, expect, test } from 'vitest'
import { ClusterLimits } from './cluster-limits'

const members = (...down: string[]) =>
  ['m1', 'm2', 'm3'].map((name) => ({ name, answers: !down.includes(name) }))

/** Looks every half second; the first reason to end, with its time. */
function watch(limits: ClusterLimits, until: number, at: (ms: number) => [string[], boolean]) {
  for (let ms = 0; ms <= until; ms += 500) {
    const [down, hasLeader] = at(ms)
    const reason = limits.look(ms, members(...down), hasLeader)
    if (reason !== null) return { ms, reason }
  }
  return null
}

describe('limits for a cluster that is not ours', () => {
  test('end a run when more members are down than allowed', () => {
    const limits = new ClusterLimits({ membersDown: 1, noLeaderSeconds: null })
    expect(watch(limits, 20_000, (ms) => [ms < 5_000 ? ['m1'] : ['m1', 'm3'], true])).toEqual({
      ms: 6_000,
      reason: expect.stringMatching(
        /m1, m3 .*do not answer.*RETRYSCOPE_ABORT_MEMBERS_DOWN lets at most 1/,
      ) as string,
    })
  })

  test('let a member miss a question now and then', () => {
    const limits = new ClusterLimits({ membersDown: 0, noLeaderSeconds: null })
    expect(watch(limits, 20_000, (ms) => [ms % 1_500 === 0 ? [] : ['m2'], true])).toBeNull()
  })

  test('end a run when there was no leader for too long in one go', () => {
    const limits = new ClusterLimits({ membersDown: null, noLeaderSeconds: 3 })
    expect(watch(limits, 20_000, (ms) => [[], ms % 3_000 === 0])).toBeNull()
    expect(watch(limits, 20_000, (ms) => [[], ms < 4_000])).toEqual({
      ms: 7_500,
      reason: expect.stringMatching(/no leader for 3 s.*RETRYSCOPE_ABORT_NO_LEADER_SECONDS/) as string,
    })
  })

  test('that are off end nothing', () => {
    const limits = new ClusterLimits({ membersDown: null, noLeaderSeconds: null })
    expect(watch(limits, 60_000, () => [['m1', 'm2', 'm3'], false])).toBeNull()
  })
})
