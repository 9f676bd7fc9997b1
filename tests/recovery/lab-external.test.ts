import { beforeAll, describe, expect, test } from 'vitest'
import { acquireLab } from '@/lib/lab/acquire-lab'
import type { ExternalLabSettings, LabFailure } from '@/lib/lab/lab'
import { LabBusyError, LabError } from '@/lib/lab/lab-error'
import { NO_NEEDS } from '@/lib/lab/lab-capabilities'
import { createTarget } from '@/lib/lab/lab-faults'
import { ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'
import { clearAtStart } from '@/worker/lab/clear-external-lab'
import { silentLog } from '@/worker/log/log'
import { freshDatabase } from '../fixtures/db-fixture'
import { externalSettings, latencyToxic, pidOf, withLab, withLabsDirectory } from '../fixtures/lab-fixture'
import { portsForLater } from '../fixtures/ports-for-later'

const owner = { kind: 'run', id: '1' } as const
const labsDirectory = withLabsDirectory()
const fixture = withLab()

/** The local lab as somebody else's: its etcd, and its Toxiproxy with one proxy that is not ours. */
let settings: ExternalLabSettings
let toxiproxy: ToxiproxyControl
const names = async () => [...(await toxiproxy.proxies()).keys()].sort()

beforeAll(async () => {
  const { toxiproxyUrl, members } = fixture.lab.address
  toxiproxy = new ToxiproxyControl(toxiproxyUrl)
  for (const { proxyName } of members) await toxiproxy.removeProxy(proxyName)
  const [foreign = 0, ...proxyPorts] = await portsForLater(4)
  await toxiproxy.createProxy({
    name: 'somebody-elses',
    listen: `127.0.0.1:${foreign}`,
    upstream: '127.0.0.1:1',
  })
  await toxiproxy.addToxic('somebody-elses', latencyToxic('theirs', 5))
  settings = externalSettings(labsDirectory, {
    toxiproxyUrl,
    members: members.map(({ name, directAddress }) => ({ name, address: directAddress })),
    proxyPorts,
  })
})

describe('an external lab', () => {
  test('is used through proxies of our own, one run at a time, and left as it was found', async () => {
    const before = await toxiproxy.proxies()
    const lab = await acquireLab(settings, owner)
    expect(lab.etcdVersion).toMatch(/^3\./)
    expect(await names()).toEqual(['retryscope-m1', 'retryscope-m2', 'retryscope-m3', 'somebody-elses'])
    await expect(acquireLab(settings, { ...owner, id: '2' })).rejects.toThrow(LabBusyError)
    const target = createTarget(lab.address)
    const client = await target.openClient({
      prefix: 'retryscope/external/',
      valueBytes: 16,
      connectionsPerMember: 1,
    })
    const signal = new AbortController().signal
    expect(await client.attempt({ kind: 'put', key: 1, member: 2, timeoutMs: 5_000, signal })).toMatchObject({
      outcome: 'ok',
      errorClass: 'none',
    })
    client.close()
    target.close()
    await lab.stop()
    await lab.stop()
    expect(await toxiproxy.proxies()).toEqual(before)
  })

  test('has what a crashed run left on it cleared away', async () => {
    await toxiproxy.createProxy({
      name: 'retryscope-m1',
      listen: `127.0.0.1:${settings.proxyPorts[0]}`,
      upstream: '127.0.0.1:1',
    })
    await toxiproxy.addToxic('retryscope-m1', latencyToxic('retryscope-latency', 900))
    const lab = await acquireLab(settings, owner)
    expect((await toxiproxy.proxies()).get('retryscope-m1')).toMatchObject({
      upstream: settings.members[0]?.address,
      toxics: [],
    })
    await lab.stop()
  })

  test('has what a crashed run left on it cleared away when a worker starts, unless a run has it', async () => {
    const ports = { db: await freshDatabase(), log: silentLog }
    await toxiproxy.createProxy({ name: 'retryscope-m9', listen: '127.0.0.1:0', upstream: '127.0.0.1:1' })
    await clearAtStart(settings, ports)
    expect(await names()).toEqual(['somebody-elses'])
    const lab = await acquireLab(settings, owner)
    await clearAtStart(settings, ports)
    expect(await names()).toHaveLength(4)
    await lab.stop()
    // Toxiproxy may start later than the worker.
    await clearAtStart({ ...settings, toxiproxyUrl: 'http://127.0.0.1:1' }, ports)
  })

  test('that cannot be reached is one clear error, and nothing stays locked or proxied', async () => {
    const { toxiproxyUrl } = settings
    await expect(acquireLab({ ...settings, toxiproxyUrl: 'http://127.0.0.1:1' }, owner)).rejects.toThrow(
      /Toxiproxy at http:\/\/127\.0\.0\.1:1 did not do/,
    )
    const clash = { ...settings, proxyPorts: [Number(new URL(toxiproxyUrl).port), ...settings.proxyPorts] }
    await expect(acquireLab(clash, owner)).rejects.toThrow(/RETRYSCOPE_PROXY_PORTS/)
    await expect(acquireLab(clash, owner)).rejects.toThrow(LabError)
    expect(await names()).toEqual(['somebody-elses'])
    await (await acquireLab(settings, owner)).stop()
  })

  test('is let go when it is given up while a member does not answer', async () => {
    const members = settings.members.map((member, index) =>
      index === 1 ? { ...member, address: '127.0.0.1:1' } : member,
    )
    const giveUp = new AbortController()
    const connecting = acquireLab({ ...settings, members }, owner, NO_NEEDS, giveUp.signal)
    const refused = expect(connecting).rejects.toThrow('no patience')
    while (!(await names()).includes('retryscope-m3')) await new Promise((resolve) => setTimeout(resolve, 5))
    giveUp.abort(new Error('no patience'))
    await refused
    expect(await names()).toEqual(['somebody-elses'])
  })
})

/** Stops members of the cluster for as long as the work goes on. */
async function withStopped(members: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const pids = members.map((name) => pidOf(fixture.lab.directory, `etcd-${name}`))
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    await work()
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
}

describe('a limit that was set for an external lab', () => {
  test.each([
    [
      'a member is down',
      ['m3'],
      { membersDown: 0, noLeaderSeconds: null },
      /m3 .*RETRYSCOPE_ABORT_MEMBERS_DOWN/,
    ],
    [
      'nobody leads',
      ['m1', 'm3'],
      { membersDown: null, noLeaderSeconds: 2 },
      /no leader for \d+ s.*RETRYSCOPE_ABORT_NO_LEADER/,
    ],
  ])('ends the use of it for good when %s', async (_, stopped, limits, message) => {
    const lab = await acquireLab({ ...settings, limits }, owner)
    const failure = new Promise<LabFailure>((resolve) => lab.onFailure(resolve))
    await withStopped(stopped, async () => {
      expect(await failure).toEqual({
        program: 'etcd',
        message: expect.stringMatching(message) as string,
        isFinal: true,
      })
      await lab.stop()
    })
    expect(await names()).toEqual(['somebody-elses'])
    // The members that were stopped elect and answer again.
    await (await acquireLab(settings, owner)).stop()
  })

  test('that is not crossed ends nothing', async () => {
    const lab = await acquireLab({ ...settings, limits: { membersDown: 1, noLeaderSeconds: 30 } }, owner)
    let failures = 0
    lab.onFailure(() => failures++)
    await withStopped(['m2'], () => new Promise((resolve) => setTimeout(resolve, 6_000)))
    expect(failures).toBe(0)
    await lab.stop()
  })
})
