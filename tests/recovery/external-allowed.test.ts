import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { KVClient, MaintenanceClient } from 'etcd3'
import type { ClusterTerms } from '@/lib/lab/cluster-terms'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { etcdAccess } from '@/lib/lab/etcd/etcd-access'
import { checkExternalLab } from '@/lib/lab/external/connect-external-lab'
import { isBad, type Preflight } from '@/lib/lab/external/preflight/check-item'
import type { Lab } from '@/lib/lab/lab'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { inject } from '../fixtures/fault-steps'
import { withSecureCluster } from '../fixtures/secure-cluster'

const owner = { kind: 'test', id: 'allowed' } as const
const KEY = Buffer.from('retryscope/t/1')
const never = new AbortController().signal
const fixture = withSecureCluster()

/** The cluster's settings with other terms. */
function settingsWith(terms: Partial<ClusterTerms>) {
  const { settings } = fixture.cluster
  return { ...settings, terms: { ...settings.terms, ...terms } }
}
const asRoot = () => ({
  name: 'root',
  password: { file: path.join(fixture.cluster.folder, 'secrets/rootPassword') },
})
const check = (terms: Partial<ClusterTerms>) => checkExternalLab(settingsWith(terms), owner, never)
const stateOf = ({ items }: Preflight, id: string) => items.find((item) => item.id === id)

/** The lab until the test's end, also when it fails. */
async function acquire(settings: ReturnType<typeof settingsWith>): Promise<Lab> {
  const lab = await acquireLab(settings, owner)
  acquired.push(lab)
  return lab
}
const acquired: Lab[] = []
afterEach(async () => {
  for (const lab of acquired.splice(0)) await lab.stop()
})

describe('what disturbs others', () => {
  test('is not done unless it is allowed by name: no leader moves, nothing is compacted', async () => {
    const lab = await acquire(settingsWith({ user: asRoot() }))
    const faults = createFaultInjector(lab.address)
    const target = createTarget(lab.address)
    const [member] = lab.address.members
    if (!member) throw new Error('the lab has no member')
    const channel = etcdAccess(lab.address).direct(member)
    const before = await new MaintenanceClient(channel).status()
    expect(await inject(faults, 'leader-transfer', {})).toMatchObject({
      confirmed: false,
      problem: expect.stringMatching(/RETRYSCOPE_ALLOW=leader-transfer/) as string,
    })
    expect((await new MaintenanceClient(channel).status()).leader).toBe(before.leader)
    const kv = new KVClient(channel)
    const { header } = await kv.put({ key: KEY, value: KEY })
    await target.clean('retryscope/t/')
    // The old revision can still be read: history is there.
    const { kvs } = await kv.range({ key: KEY, revision: header.revision })
    expect(kvs).toHaveLength(1)
    await expect(kv.range({ key: Buffer.from('other'), range_end: Buffer.from('others') })).rejects.toThrow(
      /would leave the key prefix/,
    )
    channel.close()
    faults.close()
    target.close()
    await lab.stop()
  })

  test('that is allowed but that the user may not do is found before a run', async () => {
    const report = await check({ allow: ['leader-transfer', 'compact'] })
    for (const id of ['leader-transfer', 'compact'])
      expect(stateOf(report, id)).toMatchObject({
        state: 'not ok',
        detail: expect.stringMatching(/only root/) as string,
      })
    expect(report.isReady).toBe(false)
  })

  test('is done when it is allowed and the user may', async () => {
    const terms = { allow: ['leader-transfer', 'compact'], user: asRoot() } as const
    const report = await check(terms)
    expect(report.items.filter(isBad)).toEqual([])
    expect(stateOf(report, 'rights')?.detail).toMatch(/root, which is more than a run needs/)
    const lab = await acquire(settingsWith(terms))
    expect(lab.capabilities['leader-moves']).toBe(true)
    const faults = createFaultInjector(lab.address)
    expect(await inject(faults, 'leader-transfer', {})).toMatchObject({ confirmed: true, problem: null })
    const target = createTarget(lab.address)
    const [member] = lab.address.members
    if (!member) throw new Error('the lab has no member')
    const channel = etcdAccess(lab.address).direct(member)
    const kv = new KVClient(channel)
    const { header } = await kv.put({ key: KEY, value: KEY })
    await target.clean('retryscope/t/')
    await expect(kv.range({ key: KEY, revision: header.revision })).rejects.toThrow(/compacted/)
    channel.close()
    faults.close()
    target.close()
    await lab.stop()
  })
})
