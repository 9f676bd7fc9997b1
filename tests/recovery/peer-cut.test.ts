import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Capability } from '@/lib/core/fault/fault'
import type { AttemptReply, Client } from '@/lib/engine/ports'
import { isLeader, LeaderControl } from '@/lib/lab/etcd/leader'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { PacketRules } from '@/lib/lab/namespace/packet-rules'
import { inject } from '../fixtures/fault-steps'
import { until, withLab } from '../fixtures/lab-fixture'
import { describeWithPackets, namespaceOf } from '../fixtures/packet-fixture'

/** Several elections of a second each. */
const SECONDS_MS = 10_000
const ATTEMPT_TIMEOUT_MS = 1_500

const labs: [string, Capability[]][] = [
  ['directly', ['peer-cut']],
  ['through Toxiproxy', ['peer-cut', 'peer-link']],
]

describeWithPackets('a member cut off from its peers', () => {
  describe.each(labs)('who talk %s', (_, needs) => {
    const fixture = withLab(new Set(needs))
    let faults: ReturnType<typeof createFaultInjector>
    let target: ReturnType<typeof createTarget>
    let control: LeaderControl
    let client: Client & { close(): void }
    beforeAll(async () => {
      faults = createFaultInjector(fixture.lab.address, fixture.lab.programs)
      target = createTarget(fixture.lab.address)
      control = new LeaderControl(fixture.lab.address)
      client = await target.openClient({ prefix: 'cut/', valueBytes: 16, connectionsPerMember: 1 })
    })
    afterEach(() => faults.heal())
    afterAll(() => {
      client.close()
      target.close()
      control.close()
      faults.close()
    })

    const indexOf = (name: string) => fixture.lab.address.members.findIndex((member) => member.name === name)
    const attempt = (kind: 'put' | 'get', member: number): Promise<AttemptReply> =>
      client.attempt({
        ...{ kind, key: 1, member, timeoutMs: ATTEMPT_TIMEOUT_MS },
        signal: new AbortController().signal,
      })
    const leader = async () => (await control.states()).find(isLeader)?.member.name ?? ''
    /** Who leads, by the word of each member; names of members by number. */
    const words = async () => {
      const states = await control.states()
      const nameOf = (id: string) => states.find(({ status }) => status.header.member_id === id)?.member.name
      return new Map(states.map(({ member, status }) => [member.name, nameOf(status.leader) ?? 'nobody']))
    }
    /** All three name the same leader, and each answers a linearizable read. */
    async function agreement(): Promise<void> {
      await until(async () => {
        const named = await words()
        return named.size === 3 && new Set(named.values()).size === 1 && !named.has('nobody')
      })
      for (const member of [0, 1, 2]) await until(async () => (await attempt('get', member)).outcome === 'ok')
    }

    test('the leader: another one leads within seconds, and it answers no linearizable read', async () => {
      const former = await leader()
      const injected = await inject(faults, 'peer-cut', { on: 'leader' })
      const beginMs = performance.now()
      const others = ['m1', 'm2', 'm3'].filter((name) => name !== former)
      expect(injected).toMatchObject({
        confirmed: true,
        problem: null,
        detail: `${former}, which led`,
      })
      await until(async () => {
        const named = await words()
        return others.every((name) => others.includes(named.get(name) ?? ''))
      })
      expect(performance.now() - beginMs).toBeLessThan(SECONDS_MS)
      // Its clients still reach it, and hear nothing good.
      expect(await attempt('get', indexOf(former))).toMatchObject({ outcome: 'fail' })
      expect((await attempt('put', indexOf(former))).outcome).not.toBe('ok')
      for (const name of others) expect(await attempt('put', indexOf(name))).toMatchObject({ outcome: 'ok' })
      await until(async () => (await words()).get(former) === 'nobody')

      await injected.remove?.()
      await agreement()
      expect(await attempt('put', indexOf(former))).toMatchObject({ outcome: 'ok' })
    })

    test('a follower: the leader stays, and only it answers no linearizable read', async () => {
      await agreement()
      const leading = await leader()
      const injected = await inject(faults, 'peer-cut', { on: 'follower' })
      const cut = /^(m\d), which followed/.exec(injected.detail)?.[1] ?? ''
      expect(cut).not.toBe(leading)
      await until(async () => (await words()).get(cut) === 'nobody')
      expect(await attempt('get', indexOf(cut))).toMatchObject({ outcome: 'fail' })
      for (const name of ['m1', 'm2', 'm3'].filter((name) => name !== cut)) {
        expect(await attempt('put', indexOf(name))).toMatchObject({ outcome: 'ok' })
        expect((await words()).get(name)).toBe(leading)
      }
      await faults.heal()
      await agreement()
      // It never was in doubt: a member that comes back asks before it disturbs a leader.
      expect(await leader()).toBe(leading)
    })

    test('neither sends nor hears anything from then on', async () => {
      await agreement()
      await inject(faults, 'peer-cut', { on: 'member-2' })
      const rules = new PacketRules(namespaceOf(fixture.lab))
      await until(async () => {
        const { sent_lost = 0, received_lost = 0 } = (await rules.read('retryscope_peer_cut'))?.packets ?? {}
        return sent_lost > 0 && received_lost > 0
      })
    })

    test('that does not exist is not cut off, and nothing is set', async () => {
      const injected = await inject(faults, 'peer-cut', { on: 'member-5' })
      expect(injected).toMatchObject({
        confirmed: false,
        problem: expect.stringMatching(/no member 5/) as string,
      })
      expect(await new PacketRules(namespaceOf(fixture.lab)).faults()).toEqual([])
    })
  })
})
