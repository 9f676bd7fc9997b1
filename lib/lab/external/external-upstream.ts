/** An external lab whose target is an HTTP upstream: one proxy of ours in front of it, under the same lock and guard. */
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import { describeError } from '../etcd/classify-reply'
import { removeOurProxies } from '../guard/remove-proxies'
import { resolveUpstream } from '../http/allowed-upstream'
import { upstreamReady } from '../http/upstream-ready'
import type { ExternalLabSettings, Lab, LabAddress, LabMember, LabOwner, WantedTarget } from '../lab'
import { capabilitiesWith, notRestarted } from '../lab-capabilities'
import { LabError } from '../lab-error'
import { checkVersions } from '../lab-versions'
import { OUR_PREFIX } from '../toxiproxy/link-proxies'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { portOf } from './external-address'
import { externalCapabilities } from './external-capabilities'
import { closeAfter, openExternalSession } from './external-session'

/** Name of the only member of an HTTP lab. */
const UPSTREAM = 'upstream'
const READY_TIMEOUT_MS = 15_000

/**
 * Connects to the upstream and makes the lab the owner's until `stop`.
 * @throws LabBusyError when another run owns it; LabError that says what is wrong and what to do; the signal's reason
 */
export async function connectExternalUpstream(
  settings: ExternalLabSettings,
  owner: LabOwner,
  signal: AbortSignal,
  wanted: Extract<WantedTarget, { kind: 'http' }>,
): Promise<Lab> {
  const session = await openExternalSession(settings, owner, await upstreamAddress(settings, wanted))
  const { address, directory, toxiproxy, guard } = session
  try {
    const toxiproxyVersion = await guard.underLease(async () => {
      const version = await toxiproxy.version()
      checkVersions({ toxiproxyVersion: version })
      await reachUpstream(settings, address, toxiproxy, signal)
      return version
    })
    const capabilities = capabilitiesWith('http', externalCapabilities(settings.terms.allow))
    return {
      ...{ address, directory, capabilities, programs: null, etcdVersion: null, toxiproxyVersion },
      restartToxiproxy: () => Promise.reject(new LabError(notRestarted(capabilities))),
      underLease: (work) => guard.underLease(work),
      onFailure: (listener) => guard.onFailure(listener),
      stop: () => session.close(),
    }
  } catch (error) {
    throw await closeAfter(session, error)
  }
}

async function reachUpstream(
  settings: ExternalLabSettings,
  address: LabAddress,
  toxiproxy: ToxiproxyControl,
  signal: AbortSignal,
): Promise<void> {
  const [member] = address.members
  if (!member) throw new Error('an HTTP lab has one member')
  const listen = `${settings.proxyListenHost}:${portOf(settings, 0)}`
  try {
    // Before anything new is made: what an earlier run could not take away.
    await removeOurProxies(toxiproxy, [member.proxyName])
    await toxiproxy.createProxy({ name: member.proxyName, listen, upstream: member.directAddress })
    await upstreamReady(address, performance.now() + READY_TIMEOUT_MS, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw new LabError(
      `The external HTTP upstream cannot be used: ${describeError(error)} It is at ${member.directAddress}, proxied at ${member.proxiedAddress} (${listen} on Toxiproxy's machine). ` +
        'Both addresses must be reachable from here, and the first one from Toxiproxy as well; see RETRYSCOPE_HTTP_UPSTREAM, RETRYSCOPE_UPSTREAMS, RETRYSCOPE_PROXY_HOST and RETRYSCOPE_PROXY_PORTS.',
      { cause: error },
    )
  }
}

async function upstreamAddress(
  settings: ExternalLabSettings,
  { upstream }: Extract<WantedTarget, { kind: 'http' }>,
): Promise<LabAddress> {
  return {
    driver: 'external',
    target: 'http',
    toxiproxyUrl: settings.toxiproxyUrl,
    members: [
      {
        ...(await upstreamOf(settings, upstream)),
        proxyName: `${OUR_PREFIX}${UPSTREAM}`,
        proxiedAddress: `${settings.proxyHost}:${portOf(settings, 0)}`,
      },
    ],
  }
}

async function upstreamOf(
  { ownUpstream, upstreams }: ExternalLabSettings,
  name: string,
): Promise<Omit<LabMember, 'proxyName' | 'proxiedAddress'>> {
  if (name !== OWN_UPSTREAM) {
    const { address, authority } = await resolveUpstream(name, upstreams)
    return { name: UPSTREAM, directAddress: address, adminUrl: `http://${address}`, authority }
  }
  if (!ownUpstream)
    throw new LabError(
      'The external lab has no HTTP upstream of ours. Run "node dist/upstream.mjs --host 0.0.0.0 --port 8080 --admin-port 8081" where ' +
        'its Toxiproxy reaches it, name it in RETRYSCOPE_HTTP_UPSTREAM and RETRYSCOPE_HTTP_UPSTREAM_ADMIN (host:port), and start the worker again; ' +
        'or aim at an upstream of your own (RETRYSCOPE_UPSTREAMS).',
    )
  return {
    name: UPSTREAM,
    directAddress: ownUpstream.address,
    adminUrl: `http://${ownUpstream.adminAddress}`,
  }
}
