import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LabError } from '@/lib/lab/lab-error'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { LeaderControl, isLeader } from '@/lib/lab/etcd/leader'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { inject, stepOf } from '../fixtures/fault-steps'
import { latencyToxic, withLab } from '../fixtures/lab-fixture'

const fixture = withLab()

describe('faults on the real lab', () => {
  let faults: ReturnType<typeof createFaultInjector>
  let target: ReturnType<typeof createTarget>
  let toxiproxy: ToxiproxyControl
  beforeAll(() => {
    faults = createFaultInjector(fixture.lab.address)
    target = createTarget(fixture.lab.address)
    toxiproxy = new ToxiproxyControl(fixture.lab.address.toxiproxyUrl)
  })
  afterAll(() => {
    faults.close()
    target.close()
  })

  const toxics = async () => [...(await toxiproxy.proxies()).values()].map((proxy) => proxy.toxics)

  test('latency is on every member’s link, beside another one, and is gone after it is removed and after healing', async () => {
    const latency = (id: string, latency: number, jitter: number) => ({
      ...{ name: `retryscope-${id}`, type: 'latency', stream: 'downstream', toxicity: 1 },
      attributes: { latency, jitter },
    })
    const inParallel = (...expected: object[]) => Array.from({ length: 3 }, () => expected)
    const first = await faults.inject(stepOf('latency', { latencyMs: 20, jitterMs: 5 }, 'a'), () => undefined)
    const second = await faults.inject(
      stepOf('latency', { latencyMs: 30, jitterMs: 10 }, 'b'),
      () => undefined,
    )
    expect([first.confirmed, second.confirmed]).toEqual([true, true])
    expect(await toxics()).toEqual(inParallel(latency('a', 20, 5), latency('b', 30, 10)))
    await first.remove?.()
    expect(await toxics()).toEqual(inParallel(latency('b', 30, 10)))
    await faults.heal()
    expect(await toxics()).toEqual([[], [], []])
  })

  test('latency delays an attempt: it times out below, and is answered above', async () => {
    const client = await target.openClient({ prefix: 'faults/a/', valueBytes: 16, connectionsPerMember: 1 })
    await inject(faults, 'latency', { latencyMs: 100, jitterMs: 0 })
    const attempt = (kind: 'put' | 'get', timeoutMs: number) =>
      client.attempt({ kind, key: 1, member: 1, timeoutMs, signal: new AbortController().signal })
    expect(await attempt('put', 50)).toEqual({ outcome: 'info', errorClass: 'attempt-timeout' })
    expect(await attempt('get', 50)).toEqual({ outcome: 'fail', errorClass: 'attempt-timeout' })
    expect(await attempt('put', 5_000)).toMatchObject({ outcome: 'ok', errorClass: 'none' })
    await faults.heal()
    client.close()
  })

  test('somebody else’s toxic on our proxy is told of, and not removed by healing', async () => {
    const [member] = fixture.lab.address.members
    if (!member) throw new Error('the lab has no members')
    await toxiproxy.addToxic(member.proxyName, latencyToxic('by-hand', 1))
    const injected = await inject(faults, 'latency', { latencyMs: 10, jitterMs: 0 })
    expect(injected).toMatchObject({ confirmed: false })
    expect(injected.problem).toMatch(/the link of m1 is not as asked.*by-hand/)
    await faults.heal()
    expect((await toxiproxy.proxies()).get(member.proxyName)?.toxics.map(({ name }) => name)).toEqual([
      'by-hand',
    ])
    await toxiproxy.removeToxic(member.proxyName, 'by-hand')
  })

  test('a proxy that was disabled by hand is enabled by healing', async () => {
    const { members, toxiproxyUrl } = fixture.lab.address
    const name = members[2]?.proxyName ?? ''
    await fetch(`${toxiproxyUrl}/proxies/${name}`, { method: 'POST', body: '{"enabled":false}' })
    await faults.heal()
    expect((await toxiproxy.proxies()).get(name)?.enabled).toBe(true)
  })

  test('a Toxiproxy that is not there is one clear error', async () => {
    const nobody = new ToxiproxyControl('http://127.0.0.1:1')
    await expect(nobody.proxies()).rejects.toThrow(LabError)
    await expect(nobody.proxies()).rejects.toThrow(/http:\/\/127\.0\.0\.1:1 did not do "GET \/proxies"/)
  })

  test('moving the leader makes another member lead, and a third one confirms it', async () => {
    const control = new LeaderControl(fixture.lab.address)
    const leader = async () => (await control.states()).find(isLeader)?.member.name
    for (let move = 0; move < 3; move++) {
      const before = await leader()
      let sent = 0
      const moved = await inject(faults, 'leader-transfer', {}, () => sent++)
      const after = await leader()
      expect(moved).toEqual({ detail: `${before} → ${after}`, confirmed: true, problem: null })
      expect(after).not.toBe(before)
      expect(sent).toBe(1)
    }
    control.close()
  })

  test('cleaning deletes everything below the prefix, nothing beside it, and can be repeated', async () => {
    const address = fixture.lab.address
    const open = (prefix: string) => target.openClient({ prefix, valueBytes: 16, connectionsPerMember: 1 })
    const [inside, beside] = [await open('clean/1/'), await open('clean/10/')]
    const signal = new AbortController().signal
    for (const client of [inside, beside])
      for (let key = 0; key < 5; key++)
        await client.attempt({ kind: 'put', key, member: 0, timeoutMs: 5_000, signal })
    await target.clean('clean/1/')
    await target.clean('clean/1/')
    expect(await keysBelow(address.members[1]?.directAddress ?? '', 'clean/')).toEqual(
      Array.from({ length: 5 }, (_, key) => `clean/10/${key}`),
    )
    inside.close()
    beside.close()
  })
})

async function keysBelow(directAddress: string, prefix: string): Promise<string[]> {
  const { Etcd3 } = await import('etcd3')
  const etcd = new Etcd3({ hosts: directAddress })
  try {
    return (await etcd.getAll().prefix(prefix).keys()).sort()
  } finally {
    etcd.close()
  }
}
