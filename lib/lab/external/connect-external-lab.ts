/**
 * A lab somebody else runs (Docker Compose, a cluster of one's own): this only puts its own proxies in front of the
 * members, and takes them away again. Other proxies of the same Toxiproxy are never touched.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { describeError } from '../etcd/classify-reply'
import type { ExternalLabSettings, Lab, LabAddress, LabOwner } from '../lab'
import { EXTERNAL_CAPABILITIES, notRestarted } from '../lab-capabilities'
import { LabError } from '../lab-error'
import { takeLock } from '../lab-lock'
import { checkVersions } from '../lab-versions'
import { clusterReady } from '../process/readiness'
import { removeLossProxies } from '../toxiproxy/client-links'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'

const READY_TIMEOUT_MS = 15_000

/**
 * Connects to the lab and makes it the owner's until `stop`.
 * @throws LabBusyError when another run owns it; LabError that names what cannot be reached; the signal's reason
 */
export async function connectExternalLab(
  settings: ExternalLabSettings,
  owner: LabOwner,
  signal: AbortSignal = new AbortController().signal,
): Promise<Lab> {
  signal.throwIfAborted()
  const address = addressOf(settings)
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
    const etcdVersion = await reachCluster(address, signal)
    checkVersions({ etcdVersion, toxiproxyVersion })
    return {
      address,
      directory,
      etcdVersion,
      toxiproxyVersion,
      capabilities: EXTERNAL_CAPABILITIES,
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

function addressOf(settings: ExternalLabSettings): LabAddress {
  return {
    driver: 'external',
    toxiproxyUrl: settings.toxiproxyUrl,
    members: settings.members.map(({ name, address }, index) => ({
      name,
      directAddress: address,
      proxyName: `retryscope-${name}`,
      proxiedAddress: `${settings.proxyHost}:${portOf(settings, index)}`,
      peerAddress: null,
      peerProxyName: null,
      peerProxiedAddress: null,
      adminUrl: `http://${address}`,
    })),
    namespace: null,
  }
}

async function createProxies(
  toxiproxy: ToxiproxyControl,
  settings: ExternalLabSettings,
  address: LabAddress,
): Promise<void> {
  for (const [index, { proxyName, directAddress }] of address.members.entries()) {
    const listen = `${settings.proxyListenHost}:${portOf(settings, index)}`
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

async function reachCluster(address: LabAddress, signal: AbortSignal): Promise<string> {
  try {
    return await clusterReady(address, performance.now() + READY_TIMEOUT_MS, signal)
  } catch (error) {
    signal.throwIfAborted()
    const members = address.members.map(
      ({ name, directAddress, proxiedAddress }) =>
        `${name} at ${directAddress}, proxied at ${proxiedAddress}`,
    )
    throw new LabError(
      `The external etcd cannot be used: ${describeError(error)} Members: ${members.join('; ')}. ` +
        'Both addresses must be reachable from here, and the first one from Toxiproxy as well; see RETRYSCOPE_ETCD_MEMBERS and RETRYSCOPE_PROXY_HOST.',
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

function portOf(settings: ExternalLabSettings, index: number): number {
  const port = settings.proxyPorts[index]
  if (port === undefined) throw new LabError('RETRYSCOPE_PROXY_PORTS must name one port per member.')
  return port
}

/** The same lab has the same lock, whatever else the settings say. */
function fingerprint(settings: ExternalLabSettings): string {
  return createHash('sha256').update(settings.toxiproxyUrl).digest('hex').slice(0, 12)
}
