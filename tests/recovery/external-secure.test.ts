import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { libraryClientOf } from '@/lib/core/strategy/catalogue'
import type { Leadership } from '@/lib/engine/ports'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { readAdminPage } from '@/lib/lab/etcd/admin-page'
import { etcdAccess } from '@/lib/lab/etcd/etcd-access'
import { checkExternalLab } from '@/lib/lab/external/connect-external-lab'
import { describePreflight, isBad, type Preflight } from '@/lib/lab/external/preflight/check-item'
import type { ClusterTerms } from '@/lib/lab/cluster-terms'
import type { ExternalLabSettings, Lab } from '@/lib/lab/lab'
import { createTarget } from '@/lib/lab/lab-faults'
import { createLinkProber } from '@/lib/lab/link-prober'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { until } from '../fixtures/lab-fixture'
import { ROOT_PASSWORD, SERVER_NAME, TESTER_PASSWORD, withSecureCluster } from '../fixtures/secure-cluster'

const owner = { kind: 'test', id: 'secure' } as const
const never = new AbortController().signal
const fixture = withSecureCluster()

/** The cluster's settings with other terms. */
function settingsWith(terms: Partial<ClusterTerms>) {
  const { settings } = fixture.cluster
  return { ...settings, terms: { ...settings.terms, ...terms } }
}
const check = (terms: Partial<ClusterTerms>) => checkExternalLab(settingsWith(terms), owner, never)
const tls = () => {
  const { tls } = fixture.cluster.settings.terms
  if (!tls) throw new Error('the cluster of this test speaks TLS')
  return tls
}
/** The lab until the test's end, also when it fails. */
async function acquire(settings: ExternalLabSettings): Promise<Lab> {
  const lab = await acquireLab(settings, owner)
  acquired.push(lab)
  return lab
}
const acquired: Lab[] = []
afterEach(async () => {
  for (const lab of acquired.splice(0)) await lab.stop()
})
const stateOf = ({ items }: Preflight, id: string) => items.find((item) => item.id === id)

describe('a cluster with TLS, client certificates and users', () => {
  test('is ready for a user who may only read and write below the prefix', async () => {
    const report = await check({})
    expect(report.items.filter(isBad)).toEqual([])
    expect(report.isReady).toBe(true)
    expect(report.items.map(({ id, state }) => `${id}: ${state}`)).toEqual([
      ...['certificates: ok', 'toxiproxy: ok', 'leftovers: ok', 'proxy-rights: ok', 'proxies: ok'],
      ...['directly-m1: ok', 'directly-m2: ok', 'directly-m3: ok', 'login: ok'],
      ...['proxied-m1: ok', 'proxied-m2: ok', 'proxied-m3: ok'],
      ...['cluster: ok', 'leader: ok', 'alarms: ok', 'space: ok', 'rights: ok'],
      ...['leader-transfer: not needed', 'compact: not needed'],
      ...['between-m1: ok', 'between-m2: ok', 'between-m3: ok', 'clocks: not needed'],
    ])
    // The quota is read from the members' own pages, over TLS.
    expect(stateOf(report, 'space')?.detail).toMatch(/m1 [\d.]+ of \d+ MB/)
    expect(report.capabilities['leader-moves']).toMatch(/RETRYSCOPE_ALLOW=leader-transfer/)
  })

  test('is used through TLS by every part: operations, cleaning, leader, probes, counters', async () => {
    const lab = await acquire(fixture.cluster.settings)
    const target = createTarget(lab.address)
    const leaders = createLeaderWatcher(lab.address)
    const prober = createLinkProber(lab.address)
    const before = await target.requestsArrived()
    const client = await target.openClient({
      ...{ prefix: 'retryscope/t/', valueBytes: 16, connectionsPerMember: 2 },
    })
    for (const member of [0, 1, 2]) {
      const request = { key: 1, member, operation: member, timeoutMs: 5_000, signal: never }
      for (const kind of ['put', 'get', 'txn', 'revision', 'check'] as const)
        expect(await client.attempt({ ...request, kind })).toMatchObject({ outcome: 'ok' })
      expect(
        await prober.roundTripMs({ member, link: 'client', way: 'through' }, 5_000, never),
      ).not.toBeNull()
      expect(await prober.roundTripMs({ member, link: 'client', way: 'around' }, 5_000, never)).not.toBeNull()
    }
    await target.clean('retryscope/t/')
    // The first questions open connections, and each has 200 ms only.
    let leader: Leadership | null = null
    await until(async () => (leader = (await leaders.look(never)).leader) !== null)
    expect(leader).toMatchObject({ member: expect.any(Number) as number })
    expect(await leaders.readThrough(0, 5_000, never)).toBe(true)
    expect(await target.requestsArrived()).toBeGreaterThan(before ?? Infinity)
    client.close()
    for (const part of [target, leaders, prober]) part.close()
    await lab.stop()
  })

  test('loses attempts through TLS as through plain text', async () => {
    const lab = await acquire(fixture.cluster.settings)
    const target = createTarget(lab.address)
    const ways = (['request', 'ack'] as const).flatMap((kind) =>
      (['silent', 'loud'] as const).map((manner) => ({ kind, manner })),
    )
    const paths = await target.openLossPaths({
      ...{ ways, attemptTimeoutMs: 1_000, valueBytes: 16, lostPerSecond: 10 },
    })
    const client = await target.openClient({
      ...{ prefix: 'retryscope/t/', valueBytes: 16, connectionsPerMember: 1 },
    })
    for (const [index, loss] of ways.entries())
      for (const member of [0, 1, 2]) {
        const operation = index * 3 + member
        const lost = { kind: 'txn', key: operation, member, operation, loss, timeoutMs: 1_000 } as const
        expect((await client.attempt({ ...lost, signal: never })).outcome).toBe('info')
        // The operation's own key says whether etcd has done it.
        const asked = { kind: 'check', key: operation, member, operation, timeoutMs: 5_000 } as const
        expect(await client.attempt({ ...asked, signal: never })).toMatchObject({
          isApplied: loss.kind === 'ack',
        })
      }
    expect(await paths.close()).toEqual({ missed: 0 })
    await target.clean('retryscope/t/')
    client.close()
    target.close()
    await lab.stop()
  })

  test.each(['grpc-js', 'etcd3'])('is used by the clients of other libraries: %s', async (use) => {
    const lab = await acquire(fixture.cluster.settings)
    const target = createTarget(lab.address)
    const library = libraryClientOf(use, {})
    if (!library) throw new Error(`${use} has no client of its own`)
    const client = await target.openClient({
      ...{ prefix: 'retryscope/t/', valueBytes: 16, connectionsPerMember: 1, library },
    })
    for (const kind of ['put', 'get'] as const) {
      const request = { kind, key: 1, member: 0, operation: 0, timeoutMs: 5_000 }
      expect(await client.attempt({ ...request, signal: never })).toMatchObject({ outcome: 'ok' })
    }
    client.close()
    target.close()
    await lab.stop()
  })

  test('gets a new token when the old one has run out, without anybody noticing', async () => {
    const lab = await acquire(fixture.cluster.settings)
    const access = etcdAccess(lab.address)
    const target = createTarget(lab.address)
    const client = await target.openClient({
      ...{ prefix: 'retryscope/t/', valueBytes: 16, connectionsPerMember: 1 },
    })
    const put = () => client.attempt({ kind: 'put', key: 1, member: 0, timeoutMs: 5_000, signal: never })
    const token = await access.session?.token()
    await sleep(4_000)
    // Many at once: they share one new token.
    const replies = await Promise.all(Array.from({ length: 20 }, put))
    expect(new Set(replies.map(({ outcome }) => outcome))).toEqual(new Set(['ok']))
    expect(await access.session?.token()).not.toBe(token)
    client.close()
    target.close()
    await lab.stop()
  })

  test('says plainly that a password is wrong, at once, and without the password', async () => {
    const file = path.join(fixture.cluster.folder, 'secrets/wrong')
    writeFileSync(file, 'not-the-Passw0rd')
    const report = await check({ user: { name: 'tester', password: { file } } })
    expect(stateOf(report, 'login')).toMatchObject({
      state: 'not ok',
      detail: expect.stringMatching(/does not accept the password of the user "tester"/) as string,
      mayPass: false,
    })
    expect(describePreflight(report)).not.toMatch(/not-the-Passw0rd/)
    await expect(acquire(settingsWith({ user: { name: 'tester', password: { file } } }))).rejects.toThrow(
      /The external lab cannot be used\.[^]*does not accept the password/,
    )
  })

  test('asks for a user where none is named', async () => {
    const report = await check({ user: null })
    expect(stateOf(report, 'login')).toMatchObject({
      state: 'not ok',
      detail: expect.stringMatching(/authentication on/) as string,
      todo: expect.stringMatching(/RETRYSCOPE_ETCD_USER/) as string,
    })
  })

  test('says which right is missing and the command that gives it', async () => {
    expect(stateOf(await check({ keyPrefix: 'elsewhere/' }), 'rights')).toMatchObject({
      state: 'not ok',
      detail: expect.stringMatching(/put below elsewhere\/: .*permission denied/) as string,
      todo: expect.stringMatching(/grant-permission <role> readwrite --prefix=true elsewhere\//) as string,
    })
  })

  test.each([
    ['no client certificate', { certFile: null, keyFile: null }, /RETRYSCOPE_ETCD_CERT_FILE/],
    [
      'a name that the certificate does not bear',
      { serverName: 'other.test' },
      /RETRYSCOPE_ETCD_SERVER_NAME/,
    ],
  ])('says what to do about %s', async (_, change, todo) => {
    const report = await check({ tls: { ...tls(), ...change } })
    for (const name of ['m1', 'm2', 'm3'])
      expect(stateOf(report, `directly-${name}`)).toMatchObject({
        state: 'not ok',
        todo: expect.stringMatching(todo) as string,
        mayPass: false,
      })
  })

  test('trusts no other authority', async () => {
    const report = await check({ tls: { ...tls(), caFile: fixture.cluster.files.otherCa } })
    expect(stateOf(report, 'directly-m1')).toMatchObject({
      state: 'not ok',
      todo: expect.stringMatching(/RETRYSCOPE_ETCD_CA_FILE/) as string,
    })
    const lab = settingsWith({ tls: { ...tls(), caFile: fixture.cluster.files.otherCa } })
    const [member] = (await acquire(fixture.cluster.settings).then(async (own) => {
      await own.stop()
      return own.address.members
    })) as [never]
    await expect(
      readAdminPage(
        { driver: 'external', toxiproxyUrl: '', members: [member], terms: lab.terms },
        member,
        '/version',
        5_000,
      ),
    ).rejects.toThrow(/self-signed|unable to verify/)
  })

  test('sends nothing to a member whose certificate bears another name', async () => {
    const lab = await acquire(fixture.cluster.settings)
    const terms = settingsWith({ tls: { ...tls(), serverName: 'other.test' } }).terms
    const access = etcdAccess({ ...lab.address, terms })
    for (const member of lab.address.members)
      for (const channel of [access.direct(member), access.proxied(member)]) {
        await expect(channel.ready(1_000)).rejects.toThrow(/no connection/)
        channel.close()
      }
    await lab.stop()
  })

  test('is reached under a name of its own, whatever address leads there', async () => {
    const report = await check({ tls: { ...tls(), serverName: SERVER_NAME } })
    expect(report.items.filter(isBad)).toEqual([])
  })
})

test('the lab’s address names where secrets lie and holds none', async () => {
  const lab = await acquire(fixture.cluster.settings)
  const text = JSON.stringify(lab.address)
  expect(text).not.toContain(TESTER_PASSWORD)
  expect(text).not.toContain(ROOT_PASSWORD)
  expect(text).not.toMatch(/PRIVATE KEY/)
  await lab.stop()
})
