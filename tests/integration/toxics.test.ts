import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultDefinition } from '@/lib/core/fault/fault'
import { bandwidth } from '@/lib/core/fault/faults/bandwidth'
import { down } from '@/lib/core/fault/faults/down'
import { latency } from '@/lib/core/fault/faults/latency'
import { limitData } from '@/lib/core/fault/faults/limit-data'
import { resetPeer } from '@/lib/core/fault/faults/reset-peer'
import { slicer } from '@/lib/core/fault/faults/slicer'
import { slowClose } from '@/lib/core/fault/faults/slow-close'
import { timeout } from '@/lib/core/fault/faults/timeout'
import type { Injected } from '@/lib/engine/ports'
import { ClusterControl } from '@/lib/lab/etcd/cluster-control'
import { isLeader, LeaderControl } from '@/lib/lab/etcd/leader'
import { downDriver } from '@/lib/lab/faults/down'
import type { FaultDriver, LabAccess } from '@/lib/lab/faults/fault-driver'
import {
  bandwidthDriver,
  latencyDriver,
  limitDataDriver,
  resetPeerDriver,
  slicerDriver,
  slowCloseDriver,
  timeoutDriver,
} from '@/lib/lab/faults/toxic-driver'
import { healClientLinks } from '@/lib/lab/toxiproxy/client-links'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { EchoCaller, startEchoMember, type EchoMember } from '../fixtures/echo-member'
import { until, withLab } from '../fixtures/lab-fixture'

const fixture = withLab()
let echo: EchoMember
let access: LabAccess
const callers: EchoCaller[] = []

beforeAll(async () => {
  const { toxiproxyUrl } = fixture.lab.address
  echo = await startEchoMember(toxiproxyUrl)
  access = {
    address: echo.address,
    toxiproxy: new ToxiproxyControl(toxiproxyUrl),
    leader: new LeaderControl({ ...echo.address, members: [] }),
    // Toxics need neither.
    cluster: new ClusterControl(echo.address),
    programs: null,
  }
})
afterEach(async () => {
  for (const { socket } of callers.splice(0)) socket.destroy()
  await healClientLinks(access.toxiproxy, access.address.members)
})
afterAll(() => echo.close())

const KINDS: readonly { fault: FaultDefinition; driver: FaultDriver; name: string }[] = [
  { fault: latency, driver: latencyDriver },
  { fault: bandwidth, driver: bandwidthDriver },
  { fault: slowClose, driver: slowCloseDriver },
  { fault: timeout, driver: timeoutDriver },
  { fault: resetPeer, driver: resetPeerDriver },
  { fault: slicer, driver: slicerDriver },
  { fault: limitData, driver: limitDataDriver },
].map((kind) => ({ ...kind, name: kind.fault.name }))

function inject(
  driver: FaultDriver,
  { name, params: schema }: FaultDefinition,
  params: object,
  on = access,
): Promise<Injected> {
  const checked = schema.parse(params) as Record<string, unknown>
  return driver({ id: name, fault: name, params: checked, startMs: 0, endMs: null }, on, () => undefined)
}

async function caller(): Promise<EchoCaller> {
  const connected = await EchoCaller.connect(access.address)
  callers.push(connected)
  return connected
}

const toxicsNow = async () => (await access.toxiproxy.proxy('retryscope-echo')).toxics

describe('a toxic', () => {
  test.each(KINDS)(
    '$name is set as it was asked for, read back, and gone when it is removed',
    async ({ fault, driver }) => {
      let acted = 0
      const params = fault.params.parse({ stream: 'upstream', toxicity: 0.3 }) as Record<string, unknown>
      const step = { id: 'scenario-4', fault: fault.name, params, startMs: 0, endMs: null }
      const injected = await driver(step, access, () => acted++)
      expect(injected).toMatchObject({ confirmed: true, detail: 'on echo', problem: null })
      expect(acted).toBe(1)
      expect(await toxicsNow()).toMatchObject([
        { name: 'retryscope-scenario-4', type: fault.name.replace('-', '_'), stream: 'upstream' },
      ])
      await injected.remove?.()
      expect(await toxicsNow()).toEqual([])
    },
  )

  test('that somebody else has set is told of, and stays', async () => {
    await access.toxiproxy.addToxic('retryscope-echo', {
      ...{ name: 'by-hand', type: 'slow_close', stream: 'upstream', toxicity: 1 },
      attributes: { delay: 0 },
    })
    const injected = await inject(latencyDriver, latency, {})
    expect(injected.confirmed).toBe(false)
    expect(injected.problem).toMatch(/the link of echo is not as asked.*by-hand.*not ours/)
    await healClientLinks(access.toxiproxy, access.address.members)
    expect((await toxicsNow()).map(({ name }) => name)).toEqual(['by-hand'])
    await access.toxiproxy.removeToxic('retryscope-echo', 'by-hand')
  })

  test('of a share of connections is drawn for each of them', async () => {
    const many = await Promise.all(Array.from({ length: 40 }, () => caller()))
    await inject(limitDataDriver, limitData, { limitBytes: 1, toxicity: 0.5 })
    await Promise.all(many.map((one) => Promise.race([one.echo('hello'), one.closed])))
    const cut = many.filter(({ echoed }) => echoed === 'h').length
    expect(cut).toBeGreaterThan(0)
    expect(cut).toBeLessThan(40)
  })
})

describe('what a toxic does', () => {
  test('latency delays what comes back by at least itself', async () => {
    const one = await caller()
    const injected = await inject(latencyDriver, latency, { latencyMs: 80, jitterMs: 0 })
    expect(await one.echo('a')).toBeGreaterThanOrEqual(79)
    await injected.remove?.()
    await one.echo('b')
  })

  test('bandwidth lets 1,000 bytes a second and kB/s through', async () => {
    const one = await caller()
    await inject(bandwidthDriver, bandwidth, { rateKBps: 10 })
    expect(await one.echo('x'.repeat(3_000))).toBeGreaterThanOrEqual(250)
  })

  test('slow close delays the close alone', async () => {
    const one = await caller()
    await inject(slowCloseDriver, slowClose, { delayMs: 200 })
    await one.echo('a')
    const fromMs = performance.now()
    echo.hangUp()
    await one.closed
    expect(performance.now() - fromMs).toBeGreaterThanOrEqual(199)
  })

  test('a black hole swallows answers, or requests, and closes the connections when it goes', async () => {
    const [deaf, mute] = [await caller(), await caller()]
    const downstream = await inject(timeoutDriver, timeout, {})
    deaf.socket.write('heard-by-the-member ')
    await until(() => echo.received().includes('heard-by-the-member'))
    await downstream.remove?.()
    await Promise.all([deaf.closed, mute.closed])
    expect(deaf.echoed).toBe('')

    const after = await caller()
    await inject(timeoutDriver, timeout, { stream: 'upstream', timeoutMs: 100 })
    after.socket.write('never-heard')
    await after.closed
    expect(echo.received()).not.toContain('never-heard')
  })

  test('a reset cuts at the first piece: in order on connections that stood, abruptly on new ones', async () => {
    const standing = await caller()
    await inject(resetPeerDriver, resetPeer, { stream: 'upstream' })
    standing.socket.write('lost-by-reset')
    await standing.closed
    expect(standing).toMatchObject({ ended: true, error: null })
    const fresh = await caller()
    fresh.socket.write('lost-by-reset')
    await fresh.closed
    expect(fresh.error).toBe('ECONNRESET')
    expect(echo.received()).not.toContain('lost-by-reset')
  })

  test('the slicer cuts into pieces and loses none', async () => {
    const one = await caller()
    await inject(slicerDriver, slicer, { averageBytes: 10, delayMicros: 5_000 })
    const text = 'abcdefghij'.repeat(10)
    await one.echo(text)
    expect(one.echoed).toBe(text)
    expect(one.pieces.length).toBeGreaterThanOrEqual(5)
  })

  test('a data limit counts from its begin on each connection, and tears the message at it', async () => {
    const one = await caller()
    await one.echo('before the fault')
    await inject(limitDataDriver, limitData, { limitBytes: 7 })
    one.socket.write('1234567890')
    await one.closed
    expect(one.echoed).toBe('before the fault1234567')
  })

  test('a link that is down refuses, and is there again afterwards', async () => {
    const standing = await caller()
    const injected = await inject(downDriver, down, {})
    expect(injected).toMatchObject({ confirmed: true, problem: null })
    await standing.closed
    expect((await caller()).error).toBe('ECONNREFUSED')
    const second = await inject(downDriver, down, {})
    expect(second).toMatchObject({
      confirmed: false,
      problem: expect.stringMatching(/another fault holds it/) as string,
    })
    expect(second.remove).toBeUndefined()
    await injected.remove?.()
    expect(await (await caller()).echo('back')).toBeGreaterThan(0)
  })

  test('healing takes every kind away at once, also under traffic', async () => {
    const one = await caller()
    for (const { fault, driver } of KINDS.filter(({ name }) => name !== 'reset-peer' && name !== 'timeout'))
      await inject(driver, fault, {})
    one.socket.write('x'.repeat(100_000))
    await inject(downDriver, down, {})
    await healClientLinks(access.toxiproxy, access.address.members)
    expect(await toxicsNow()).toEqual([])
    await (await caller()).echo('healed')
  })
})

describe('where a toxic acts', () => {
  test('is the leader, a follower, one member or all', async () => {
    const { address } = fixture.lab
    const leader = new LeaderControl(address)
    const real = { ...access, address, leader }
    const leading = (await leader.states()).find(isLeader)?.member.name
    const named = async (on: string) =>
      (await inject(latencyDriver, latency, { on, latencyMs: 1 }, real)).detail
    expect(await named('leader')).toBe(`on ${leading}`)
    await healClientLinks(real.toxiproxy, address.members)
    expect(await named('follower')).not.toContain(String(leading))
    await healClientLinks(real.toxiproxy, address.members)
    expect(await named('member-2')).toBe('on m2')
    const proxies = await real.toxiproxy.proxies()
    expect(address.members.map(({ proxyName }) => proxies.get(proxyName)?.toxics.length)).toEqual([0, 1, 0])
    await healClientLinks(real.toxiproxy, address.members)
    expect(await named('all')).toBe('on m1, m2, m3')
    await healClientLinks(real.toxiproxy, address.members)
    leader.close()
  })

  test('must be there', async () => {
    const nowhere = await inject(latencyDriver, latency, { on: 'member-5' })
    expect(nowhere).toMatchObject({ confirmed: false, problem: 'the lab has no member-5: it has 1 members' })
    const peerless = await inject(latencyDriver, latency, { link: 'both' })
    expect(peerless.problem).toBe('there is no proxy in front of the peer port of echo')
    expect(await toxicsNow()).toEqual([])
  })

  test('can be the peer link, beside the client link or alone', async () => {
    const { toxiproxyUrl, members } = echo.address
    const [member] = members
    if (!member) throw new Error('no member')
    await access.toxiproxy.createProxy({
      name: 'retryscope-peer-echo',
      listen: '127.0.0.1:0',
      upstream: member.directAddress,
    })
    const address = {
      ...echo.address,
      toxiproxyUrl,
      members: [{ ...member, peerProxyName: 'retryscope-peer-echo' }],
    }
    const peerToxics = async () => (await access.toxiproxy.proxy('retryscope-peer-echo')).toxics.length
    const alone = await inject(latencyDriver, latency, { link: 'peer' }, { ...access, address })
    expect(alone).toMatchObject({ confirmed: true, detail: 'on echo (peer link)' })
    expect([(await toxicsNow()).length, await peerToxics()]).toEqual([0, 1])
    await alone.remove?.()
    const both = await inject(latencyDriver, latency, { link: 'both' }, { ...access, address })
    expect(both.detail).toBe('on echo, echo (peer link)')
    expect([(await toxicsNow()).length, await peerToxics()]).toEqual([1, 1])
    await healClientLinks(access.toxiproxy, address.members)
    expect([(await toxicsNow()).length, await peerToxics()]).toEqual([0, 0])
    await access.toxiproxy.removeProxy('retryscope-peer-echo')
  })
})
