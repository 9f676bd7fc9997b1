import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { appliedNumbers, requestsStarted } from '@/bench/loss-fidelity'
import type { AttemptReply, LossPlan } from '@/lib/engine/ports'
import type { LabAddress } from '@/lib/lab/lab'
import { createTarget } from '@/lib/lab/lab-faults'
import { clearClientLinks, healClientLinks, readClientFaults } from '@/lib/lab/toxiproxy/client-links'
import { cutLinks } from '@/lib/lab/toxiproxy/link-cuts'
import { allLinks, ARMED, lossProxiesOf } from '@/lib/lab/toxiproxy/link-proxies'
import { addToxic, removeToxic } from '@/lib/lab/toxiproxy/link-toxics'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { latencyToxic, until, withLab } from '../fixtures/lab-fixture'
import { startLoneEtcd } from '../fixtures/lone-etcd'

type Way = LossPlan['ways'][number]

const SILENT_REQUEST: Way = { kind: 'request', manner: 'silent' }
const SILENT_ACK: Way = { kind: 'ack', manner: 'silent' }
const LOUD_REQUEST: Way = { kind: 'request', manner: 'loud' }
const LOUD_ACK: Way = { kind: 'ack', manner: 'loud' }
const PREFIX = 'loss-paths/'

const fixture = withLab()
let target: ReturnType<typeof createTarget>
let toxiproxy: ToxiproxyControl
beforeAll(() => {
  target = createTarget(fixture.lab.address)
  toxiproxy = new ToxiproxyControl(fixture.lab.address.toxiproxyUrl)
})
afterEach(async () => {
  await clearClientLinks(toxiproxy, fixture.lab.address.members)
  await target.clean(PREFIX)
})
afterAll(() => target.close())

/** Paths for few losses, and a client that loses numbered puts on one member. */
async function openFor(ways: readonly Way[], valueBytes: number, on = target, attemptTimeoutMs = 400) {
  const plan = { ways, attemptTimeoutMs, valueBytes, lostPerSecond: 1 }
  const client = await on.openClient({ prefix: PREFIX, valueBytes, connectionsPerMember: 1 })
  const paths = await on.openLossPaths(plan)
  const signal = new AbortController().signal
  const put = (key: number, loss?: Way, timeoutMs = attemptTimeoutMs): Promise<AttemptReply> =>
    client.attempt({ kind: 'put', key, member: 0, ...(loss && { loss }), timeoutMs, signal })
  return {
    put,
    async close() {
      client.close()
      return paths.close()
    },
  }
}

async function lossProxies({ members }: LabAddress = fixture.lab.address): Promise<string[]> {
  const proxies = await toxiproxy.proxies()
  return members.flatMap((member) => lossProxiesOf(proxies, member)).map(({ name }) => name)
}

describe('paths that lose', () => {
  test('cost etcd no request that operations are made of, and are gone when they are closed', async () => {
    const before = await requestsStarted(fixture.lab.address, ['Put', 'Range', 'Txn'])
    const ways = [SILENT_REQUEST, SILENT_ACK, LOUD_REQUEST, LOUD_ACK]
    const paths = await target.openLossPaths({
      ways,
      attemptTimeoutMs: 300,
      valueBytes: 128,
      lostPerSecond: 60,
    })
    expect((await lossProxies()).length).toBeGreaterThan(0)
    await paths.close()
    expect(await requestsStarted(fixture.lab.address, ['Put', 'Range', 'Txn'])).toBe(before)
    expect(await lossProxies()).toEqual([])
  })

  test('turn over before their window is spent: big requests are all executed, none is answered', async () => {
    const { put, close } = await openFor([SILENT_ACK], 8_000)
    // 400 kB on one member, more than six windows of 64 KiB.
    const replies: AttemptReply[] = []
    for (let batch = 0; batch < 10; batch++)
      replies.push(
        ...(await Promise.all(Array.from({ length: 5 }, (_, n) => put(5 * batch + n, SILENT_ACK)))),
      )
    const lost = replies.filter(({ errorClass }) => errorClass === 'attempt-timeout').length
    expect(lost).toBeGreaterThan((2 * 65_536) / 8_000)
    // A machine that is too busy to open the next path in time says so.
    expect(await close()).toEqual({ missed: 50 - lost })
    await until(async () => (await appliedNumbers(fixture.lab.address, PREFIX)).size === 50)
  })

  test('are taken away only after the time-out of what was sent on them, and others take their place', async () => {
    const { put, close } = await openFor([SILENT_ACK], 20_000, target, 1_500)
    const first = await lossProxies()
    // Three of 20 kB are more than a path may carry: the third one makes the first path retire.
    const waiting = [put(1, SILENT_ACK), put(2, SILENT_ACK), put(3, SILENT_ACK)]
    await until(async () => (await lossProxies()).length > first.length)
    expect(await lossProxies()).toEqual(expect.arrayContaining(first))
    const ended = await Promise.all(waiting)
    expect(ended.map(({ errorClass }) => errorClass)).toEqual(ended.map(() => 'attempt-timeout'))
    await until(async () => (await lossProxies()).length === first.length)
    expect(await lossProxies()).not.toEqual(expect.arrayContaining(first))
    await close()
  })

  test('that are not free send the attempt the clean way, and count it', async () => {
    const { put, close } = await openFor([LOUD_ACK], 128)
    const replies = await Promise.all(Array.from({ length: 60 }, (_, key) => put(key, LOUD_ACK, 20_000)))
    const answered = replies.filter(({ outcome }) => outcome === 'ok').length
    expect(answered).toBeGreaterThan(0)
    expect(await close()).toEqual({ missed: answered })
  })

  test('that do not lose any more are found out', async () => {
    const { put, close } = await openFor([LOUD_ACK], 128)
    for (const name of await lossProxies()) await toxiproxy.removeToxic(name, ARMED)
    expect(await put(1, LOUD_ACK, 20_000)).toMatchObject({ outcome: 'ok', errorClass: 'none' })
    expect(await close()).toEqual({ missed: 1 })
  })
})

describe('a fault of the link', () => {
  const SLOW = latencyToxic('retryscope-slow', 250)

  test('is on the paths that were open before and on those opened later, and leaves them armed when it goes', async () => {
    const links = allLinks(fixture.lab.address.members)
    const before = await openFor([SILENT_REQUEST], 128)
    expect(await addToxic(toxiproxy, links, SLOW)).toBeNull()
    const later = await target.openLossPaths({
      ways: [LOUD_ACK],
      attemptTimeoutMs: 300,
      valueBytes: 1,
      lostPerSecond: 1,
    })
    expect(new Set(await toxicsOfPaths())).toEqual(new Set([[SLOW.name, ARMED].sort().join()]))
    await removeToxic(toxiproxy, links, SLOW.name)
    expect(new Set(await toxicsOfPaths())).toEqual(new Set([ARMED]))
    await addToxic(toxiproxy, links, SLOW)
    await healClientLinks(toxiproxy, fixture.lab.address.members)
    expect(new Set(await toxicsOfPaths())).toEqual(new Set([ARMED]))
    expect(await readClientFaults(toxiproxy, fixture.lab.address.members)).toContainEqual({
      member: 'm1',
      fault: expect.stringMatching(/^loss paths are open: \d+$/) as string,
    })
    await later.close()
    await before.close()
  })

  test('delays what lost attempts do to etcd, and loses none of it when their path is left meanwhile', async () => {
    const links = allLinks(fixture.lab.address.members)
    const { put, close } = await openFor([SILENT_ACK], 20_000)
    await addToxic(toxiproxy, links, { ...latencyToxic(SLOW.name, 1_500), stream: 'upstream' })
    // The third one does not fit on the path of the first two. All are still on their way when their callers have left.
    const replies = await Promise.all([1, 2, 3].map((key) => put(key, SILENT_ACK, 100)))
    expect(replies.map(({ errorClass }) => errorClass)).toEqual(replies.map(() => 'attempt-timeout'))
    await until(async () => (await appliedNumbers(fixture.lab.address, PREFIX)).size === 3)
    await close()
  })

  test('that is down is no missed loss: what cannot be sent is lost in its own way', async () => {
    const { put, close } = await openFor([SILENT_ACK], 128)
    await cutLinks(toxiproxy, allLinks(fixture.lab.address.members), () => undefined)
    let reply = await put(1, SILENT_ACK)
    while (reply.errorClass !== 'not-sent') reply = await put(1, SILENT_ACK)
    expect(await close()).toEqual({ missed: 0 })
    expect((await appliedNumbers(fixture.lab.address, PREFIX)).size).toBe(0)
  })

  async function toxicsOfPaths(): Promise<string[]> {
    const proxies = await toxiproxy.proxies()
    return fixture.lab.address.members
      .flatMap((member) => lossProxiesOf(proxies, member))
      .map(({ toxics }) =>
        toxics
          .map(({ name }) => name)
          .sort()
          .join(),
      )
  }
})

test('a member that was restarted has its paths armed again', async () => {
  const lone = await startLoneEtcd(fixture.lab.address.toxiproxyUrl)
  onTestFinished(() => lone.close())
  const loneTarget = createTarget(lone.address)
  const { put, close } = await openFor([SILENT_ACK], 128, loneTarget)
  const first = await lossProxies(lone.address)
  const waiting = put(1, SILENT_ACK, 20_000)
  await until(async () => (await appliedNumbers(lone.address, PREFIX)).size === 1)
  await lone.kill()
  expect(await waiting).toEqual({ outcome: 'info', errorClass: 'connection-dropped' })
  await lone.start()
  await until(async () => {
    const now = await lossProxies(lone.address)
    return now.length === first.length && !now.some((name) => first.includes(name)) && (await allArmed(now))
  })
  expect((await put(2, SILENT_ACK)).errorClass).toBe('attempt-timeout')
  expect([...(await appliedNumbers(lone.address, PREFIX))].sort()).toEqual([1, 2])
  expect(await close()).toEqual({ missed: 0 })
  loneTarget.close()
})

async function allArmed(names: readonly string[]): Promise<boolean> {
  const proxies = await toxiproxy.proxies()
  return names.every((name) => proxies.get(name)?.toxics.some((toxic) => toxic.name === ARMED))
}
