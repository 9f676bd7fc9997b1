/**
 * The look at an external lab before anything is run there: each thing a run relies on is tried once, and what is wrong is
 * said with what to do about it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExternalLabSettings, LabAddress } from '../../lab'
import { externalCapabilities } from '../external-capabilities'
import type { ToxiproxyControl } from '../../toxiproxy/toxiproxy-control'
import { isBad, notNeeded, type CheckItem, type Preflight } from './check-item'
import { checkCluster } from './check-cluster'
import { checkMembers } from './check-members'
import { checkPath } from './check-path'
import { checkRights } from './check-rights'
import { checkToxiproxy } from './check-toxiproxy'

const RETRY_MS = 500

export interface PreflightInput {
  settings: ExternalLabSettings
  address: LabAddress
  toxiproxy: ToxiproxyControl
  /** How long to wait for what may become well by itself. */
  patienceMs: number
  signal: AbortSignal
}

/**
 * Looks at everything. Leaves the proxies for the members in place, without a fault on them.
 * @throws the signal's reason when aborted
 */
export async function lookAtLab(input: PreflightInput): Promise<Preflight> {
  const { settings, address, toxiproxy, patienceMs, signal } = input
  const endMs = performance.now() + patienceMs
  const first = await checkToxiproxy(settings, address, toxiproxy)
  const capabilities = externalCapabilities(settings.terms.allow)
  const report = (items: CheckItem[], etcdVersion: string | null): Preflight => ({
    isReady: !items.some(isBad),
    items,
    etcdVersion,
    toxiproxyVersion: first.version,
    capabilities,
  })
  signal.throwIfAborted()
  if (first.items.some(isBad)) return report(first.items, null)
  for (;;) {
    const { items, etcdVersion } = await checkEtcd(address, toxiproxy)
    signal.throwIfAborted()
    const bad = items.filter(isBad)
    const isHopeless = bad.some(({ mayPass }) => !mayPass)
    if (bad.length === 0 || isHopeless || performance.now() >= endMs)
      return report([...first.items, ...items, clocks()], etcdVersion)
    await sleep(RETRY_MS, undefined, { signal }).catch(() => signal.throwIfAborted())
  }
}

async function checkEtcd(
  address: LabAddress,
  toxiproxy: ToxiproxyControl,
): Promise<{ items: CheckItem[]; etcdVersion: string | null }> {
  const { items, seen } = await checkMembers(address)
  const others = [
    await checkCluster(address, seen),
    await checkRights(address, seen),
    await checkPath(address, seen, toxiproxy),
  ]
  return { items: [...items, ...others.flat()], etcdVersion: seen[0]?.status?.version ?? null }
}

/** Said because people look for it. */
function clocks(): CheckItem {
  return notNeeded({ id: 'clocks', title: 'clocks' }, 'no figure compares the clocks of two machines')
}
