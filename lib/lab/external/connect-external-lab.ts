/**
 * A lab somebody else runs (Docker Compose, a cluster of one's own): this only puts its own proxies in front of the
 * members or of the HTTP upstream, and takes them away again. Other proxies of the same Toxiproxy are never touched.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { describeError } from '../etcd/classify-reply'
import { upstreamReady } from '../http/upstream-ready'
import type { ExternalLabSettings, Lab, LabAddress, LabOwner, WantedTarget } from '../lab'
import { capabilitiesWith, EXTERNAL_CAPABILITIES, notRestarted } from '../lab-capabilities'
import { LabError } from '../lab-error'
import { takeLock } from '../lab-lock'
import { checkVersions } from '../lab-versions'
import { clusterReady } from '../process/readiness'
import { removeLossProxies } from '../toxiproxy/client-links'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { externalAddress, proxyPort } from './external-address'

const READY_TIMEOUT_MS = 15_000

/**
 * Connects to the lab and makes it the owner's until `stop`.
 * @throws LabBusyError when another run owns it; LabError that names what cannot be reached; the signal's reason
 */
export async function connectExternalLab(
  settings: ExternalLabSettings,
  owner: LabOwner,
  signal: AbortSignal = new AbortController().signal,
  wanted: WantedTarget = { kind: 'etcd' },
): Promise<Lab> {
  signal.throwIfAborted()
  const address = await externalAddress(settings, wanted)
  const directory = path.join(settings.labsDirectory, `external-${fingerprint(settings)}`)
  const release = takeLock(path.join(directory, 'owner.lock'), owner, 'The external lab')
  const toxiproxy = new ToxiproxyControl(settings.toxiproxyUrl)
  let stopping: Promise<void> | undefined
  const stop = async () => {
    try {
      await removeOurProxies(toxiproxy, address)
    } finally {
      release()
    }
  }
  try {
    const toxiproxyVersion = await toxiproxy.version()
    await removeOurProxies(toxiproxy, address)
    await createProxies(toxiproxy, settings, address)
    const etcdVersion = await reachTarget(address, signal)
    checkVersions({ etcdVersion, toxiproxyVersion })
    return {
      address,
      directory,
      etcdVersion,
      toxiproxyVersion,
      capabilities: capabilitiesWith(wanted.kind, EXTERNAL_CAPABILITIES),
      programs: null,
      restartToxiproxy: () => Promise.reject(new LabError(notRestarted(EXTERNAL_CAPABILITIES))),
      // Its programs are not ours to watch; what breaks shows in the calls.
      onFailure: () => undefined,
      stop: () => (stopping ??= stop()),
    }
  } catch (error) {
    // What brought us here is what people must read, not that its clearing up failed for the same reason.
    await stop().catch(() => undefined)
    throw error
  }
}

async function createProxies(
  toxiproxy: ToxiproxyControl,
  settings: ExternalLabSettings,
  address: LabAddress,
): Promise<void> {
  for (const [index, { proxyName, directAddress }] of address.members.entries()) {
    const listen = `${settings.proxyListenHost}:${proxyPort(settings, index)}`
    try {
      await toxiproxy.createProxy({ name: proxyName, listen, upstream: directAddress })
    } catch (error) {
      throw new LabError(
        `${describeError(error)} Is ${listen} free on Toxiproxy's machine? RETRYSCOPE_PROXY_PORTS and RETRYSCOPE_PROXY_LISTEN_HOST choose it.`,
        { cause: error },
      )
    }
  }
}

/** @returns etcd's version; null where the target is not etcd */
async function reachTarget(address: LabAddress, signal: AbortSignal): Promise<string | null> {
  const isEtcd = address.target !== 'http'
  const endMs = performance.now() + READY_TIMEOUT_MS
  try {
    if (isEtcd) return await clusterReady(address, endMs, signal)
    await upstreamReady(address, endMs, signal)
    return null
  } catch (error) {
    signal.throwIfAborted()
    const members = address.members.map(
      ({ name, directAddress, proxiedAddress }) =>
        `${name} at ${directAddress}, proxied at ${proxiedAddress}`,
    )
    throw new LabError(
      `The external ${isEtcd ? 'etcd' : 'HTTP upstream'} cannot be used: ${describeError(error)} Members: ${members.join('; ')}. ` +
        `Both addresses must be reachable from here, and the first one from Toxiproxy as well; see ${isEtcd ? 'RETRYSCOPE_ETCD_MEMBERS' : 'RETRYSCOPE_HTTP_UPSTREAM, RETRYSCOPE_UPSTREAMS'} and RETRYSCOPE_PROXY_HOST.`,
      { cause: error },
    )
  }
}

async function removeOurProxies(toxiproxy: ToxiproxyControl, address: LabAddress): Promise<void> {
  await removeLossProxies(toxiproxy, address.members)
  const existing = await toxiproxy.proxies()
  for (const { proxyName } of address.members)
    if (existing.has(proxyName)) await toxiproxy.removeProxy(proxyName)
}

/** The same lab has the same lock, whatever else the settings say. */
function fingerprint(settings: ExternalLabSettings): string {
  return createHash('sha256').update(settings.toxiproxyUrl).digest('hex').slice(0, 12)
}
