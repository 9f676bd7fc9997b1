import { MaintenanceClient } from 'etcd3'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { etcdAccess } from '@/lib/lab/etcd/etcd-access'
import { checkExternalLab } from '@/lib/lab/external/connect-external-lab'
import { isBad, type Preflight } from '@/lib/lab/external/preflight/check-item'
import type { ExternalLabSettings } from '@/lib/lab/lab'
import { LabBusyError } from '@/lib/lab/lab-error'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { externalSettings, withLab, withLabsDirectory } from '../fixtures/lab-fixture'
import { portsForLater } from '../fixtures/ports-for-later'

const owner = { kind: 'test', id: 'preflight' } as const
const labsDirectory = withLabsDirectory()
const fixture = withLab()

/** The local lab as somebody else's, without authentication and TLS. */
let settings: ExternalLabSettings
let toxiproxy: ToxiproxyControl
const check = (change: Partial<ExternalLabSettings> = {}) =>
  checkExternalLab({ ...settings, ...change }, owner, new AbortController().signal)
const bad = ({ items }: Preflight) => items.filter(isBad).map(({ id }) => id)
const item = ({ items }: Preflight, id: string) => items.find((found) => found.id === id)

beforeAll(async () => {
  const { toxiproxyUrl, members } = fixture.lab.address
  toxiproxy = new ToxiproxyControl(toxiproxyUrl)
  for (const { proxyName } of members) await toxiproxy.removeProxy(proxyName)
  settings = externalSettings(labsDirectory, {
    toxiproxyUrl,
    members: members.map(({ name, directAddress }) => ({ name, address: directAddress })),
    proxyPorts: await portsForLater(3),
  })
})

describe('the look at an open cluster', () => {
  test('finds it ready, and leaves nothing there', async () => {
    const report = await check()
    expect(bad(report)).toEqual([])
    expect(report).toMatchObject({ isReady: true, etcdVersion: expect.stringMatching(/^3\./) as string })
    for (const id of ['certificates', 'login', 'leader-transfer', 'compact', 'clocks'])
      expect(item(report, id)?.state).toBe('not needed')
    expect(item(report, 'between-m1')?.detail).toMatch(/250 ms on the proxy: \d{3,} ms through it/)
    expect([...(await toxiproxy.proxies()).keys()]).toEqual([])
  })

  test('removes what was left over, and says so', async () => {
    await toxiproxy.createProxy({ name: 'retryscope-old', listen: '127.0.0.1:0', upstream: '127.0.0.1:1' })
    expect(item(await check(), 'leftovers')?.detail).toMatch(/retryscope-old of an earlier run removed/)
  })

  test('says of a Toxiproxy that is not there what to do, and leaves no guard behind for it', async () => {
    const guards = () =>
      process.platform === 'linux'
        ? readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
        : ''
    const before = guards()
    const report = await check({ toxiproxyUrl: 'http://127.0.0.1:1' })
    expect(bad(report)).toEqual(['toxiproxy'])
    expect(item(report, 'toxiproxy')?.todo).toMatch(/RETRYSCOPE_TOXIPROXY_URL/)
    expect(guards()).toBe(before)
  })

  test('is refused while a run has the lab', async () => {
    const lab = await acquireLab(settings, owner)
    await expect(check()).rejects.toThrow(LabBusyError)
    expect(await toxiproxy.proxies()).toHaveProperty('size', 3)
    await lab.stop()
  })

  test('names the member that cannot be reached, and checks nothing that needs it', async () => {
    const members = settings.members.map((member) =>
      member.name === 'm2' ? { ...member, address: '127.0.0.1:1' } : member,
    )
    const report = await check({ members })
    expect(bad(report)).toEqual(['directly-m2'])
    expect(item(report, 'directly-m2')).toMatchObject({
      detail: expect.stringMatching(/ECONNREFUSED/) as string,
      todo: expect.stringMatching(/RETRYSCOPE_ETCD_MEMBERS/) as string,
      mayPass: true,
    })
    for (const id of ['proxied-m2', 'cluster', 'alarms', 'rights', 'between-m2'])
      expect(item(report, id)?.state).toBe('not checked')
    expect(item(report, 'between-m1')?.state).toBe('ok')
  })

  test('notices one member under two names', async () => {
    const [first] = settings.members
    const members = settings.members.map((member) =>
      member.name === 'm2' ? { name: 'm2', address: first?.address ?? '' } : member,
    )
    const report = await check({ members })
    expect(item(report, 'cluster')).toMatchObject({
      state: 'not ok',
      detail: 'm1 and m2 are the same member',
    })
  })

  test('tells of an alarm and of the writes that it costs', async () => {
    const [member] = fixture.lab.address.members
    if (!member) throw new Error('the lab has no member')
    const channel = etcdAccess(fixture.lab.address).direct(member)
    const maintenance = new MaintenanceClient(channel)
    const { header } = await maintenance.status()
    const alarm = { memberID: header.member_id, alarm: 'Nospace' } as const
    await maintenance.alarm({ action: 'Activate', ...alarm })
    try {
      const report = await check()
      expect(item(report, 'alarms')).toMatchObject({ state: 'not ok', detail: 'NOSPACE of m1' })
      expect(item(report, 'rights')).toMatchObject({
        state: 'not ok',
        detail: expect.stringMatching(/database space exceeded/) as string,
      })
    } finally {
      await maintenance.alarm({ action: 'Deactivate', ...alarm })
      channel.close()
    }
  })

  test.runIf(process.platform === 'linux')('notices that Toxiproxy is not in between', async () => {
    const direct = settings.members[0]?.address.split(':')[1]
    // At the address where the proxy should be, something else leads to the member.
    const bypass = createServer((socket) => {
      const onward = connect(Number(direct), '127.0.0.1')
      for (const end of [socket, onward]) end.on('error', () => socket.destroy())
      socket.pipe(onward).pipe(socket)
    }).listen(0, '127.0.0.2')
    await once(bypass, 'listening')
    const { port } = bypass.address() as AddressInfo
    const members = settings.members.slice(0, 1)
    const report = await check({ members, proxyPorts: [port], proxyHost: '127.0.0.2' })
    expect(bad(report)).toEqual(['between-m1'])
    expect(item(report, 'between-m1')).toMatchObject({
      detail: expect.stringMatching(/^Toxiproxy is not in between/) as string,
      todo: expect.stringMatching(/RETRYSCOPE_PROXY_HOST/) as string,
    })
    bypass.close()
  })
})
