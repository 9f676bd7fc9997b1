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

it('the cluster is looked at before anything is injected, and only where a fault is about its members', async () => {
  const sightings = async (scenario: object[]) => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: OK }))
    lab.leaders.leader = () =>
      Promise.resolve({ member: lab.faultSet ? 1 : 2, term: lab.faultSet ? '2' : '1' })
    return (await lab.run(specOf({ scenario }))).evidence[0]?.sightings.map(({ leader }) => leader)
  }
  expect(await sightings([{ fault: 'latency', params: { on: 'leader' } }])).toEqual([2, 1])
  expect(await sightings([{ fault: 'latency', params: { on: 'member-1' } }])).toEqual([])
  expect(await sightings([{ fault: 'leader-kill' }])).toEqual([2, 1])
})
