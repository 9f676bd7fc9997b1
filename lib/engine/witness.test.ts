import { expect, it } from 'vitest'
import { OK, specOf, VirtualLab } from './virtual-lab'

it('new connections are made by name only where names are to fail, and once more when nothing fails any longer', async () => {
  const probed = async (scenario: object[]) => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    lab.ports.prober.connect = () => Promise.resolve({ byName: !lab.faultSet, byAddress: true })
    return (await lab.run(specOf({ scenario }))).evidence[0]?.nameProbes
  }
  expect(await probed([])).toEqual([])
  const found = (await probed([{ fault: 'name-failure' }])) ?? []
  const failed = found.filter(({ byName }) => !byName)
  expect(failed.length).toBeGreaterThanOrEqual(4)
  expect(found.slice(failed.length).map(({ member, byName }) => [member, byName])).toEqual([
    ...[0, 1, 2].map((member) => [member, true]),
  ])
})

it('the cluster is looked at before anything is injected, in every trial, and often where a fault is about its members', async () => {
  const looked = async (scenario: object[]) => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    let looks = 0
    lab.leaders.leader = () => {
      looks += 1
      return Promise.resolve({ member: lab.faultSet ? 1 : 2, term: lab.faultSet ? '2' : '1' })
    }
    const result = await lab.run(specOf({ scenario, trialDurationMs: 1_000 }))
    return { looks, leaders: result.evidence[0]?.sightings.map(({ leader }) => leader) }
  }
  expect((await looked([{ fault: 'latency', params: { on: 'leader' } }])).leaders).toEqual([2, 1])
  const [kill, byNumber, none] = await Promise.all([
    looked([{ fault: 'leader-kill' }]),
    looked([{ fault: 'latency', params: { on: 'member-1' } }]),
    looked([]),
  ])
  expect(kill.leaders).toEqual([2, 1])
  expect(byNumber.leaders).toEqual([2, 1])
  expect(none.leaders).toEqual([2])
  for (const calm of [byNumber, none]) expect(calm.looks).toBeLessThanOrEqual(4)
  expect(kill.looks).toBeGreaterThan(30)
})

it('a change that nobody planned is seen in a trial without faults', async () => {
  const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
  lab.leaders.leader = () =>
    Promise.resolve(lab.clock.nowMs() < 500 ? { member: 2, term: '1' } : { member: 0, term: '2' })
  const { evidence } = await lab.run(specOf({ scenario: [], trialDurationMs: 3_000 }))
  expect(evidence[0]?.leaderChanges).toMatchObject([{ from: 2, to: 0, leaderlessMs: 0 }])
})
