/** The first half of the look at an external lab: Toxiproxy, and the proxies that a run needs. */
import { describeError } from '../../etcd/classify-reply'
import { tlsContext } from '../../etcd/tls'
import { removeOurProxies } from '../../guard/remove-proxies'
import type { ExternalLabSettings, LabAddress } from '../../lab'
import { LabStuckError } from '../../lab-error'
import { checkVersions } from '../../lab-versions'
import { OUR_PREFIX } from '../../toxiproxy/link-proxies'
import type { ToxiproxyControl } from '../../toxiproxy/toxiproxy-control'
import { portOf } from '../external-address'
import { isBad, notNeeded, notOk, ok, type CheckItem } from './check-item'

const TRIAL_PROXY = `${OUR_PREFIX}check`

/** Ends with the first item that is not ok: what comes after it would fail for the same reason. */
export async function checkToxiproxy(
  settings: ExternalLabSettings,
  address: LabAddress,
  toxiproxy: ToxiproxyControl,
): Promise<{ items: CheckItem[]; version: string | null }> {
  const items: CheckItem[] = []
  let version: string | null = null
  const steps = [
    () => Promise.resolve(checkCertificates(settings)),
    async () => {
      const [item, found] = await checkServer(toxiproxy)
      version = found
      return item
    },
    () => checkLeftovers(toxiproxy, address),
    () => checkRights(settings, toxiproxy, address),
    () => createProxies(settings, toxiproxy, address),
  ]
  for (const step of steps) {
    const item = await step()
    items.push(item)
    if (isBad(item)) break
  }
  return { items, version }
}

function checkCertificates({ terms: { tls } }: ExternalLabSettings): CheckItem {
  const item = { id: 'certificates', title: 'certificates' }
  if (!tls) return notNeeded(item, 'the members are spoken to in plain text')
  try {
    tlsContext(tls)
  } catch (error) {
    return notOk(item, describeError(error), 'Correct the files that RETRYSCOPE_ETCD_…_FILE name.')
  }
  const ca = tls.caFile ?? 'the authorities that Node trusts'
  return ok(item, `trusting ${ca}${tls.certFile === null ? '' : `, presenting ${tls.certFile}`}`)
}

async function checkServer(toxiproxy: ToxiproxyControl): Promise<[CheckItem, string | null]> {
  const item = { id: 'toxiproxy', title: 'Toxiproxy' }
  try {
    const version = await toxiproxy.version()
    checkVersions({ toxiproxyVersion: version })
    return [ok(item, `${version} at ${toxiproxy.url}`), version]
  } catch (error) {
    const todo = 'Start Toxiproxy, or correct RETRYSCOPE_TOXIPROXY_URL.'
    return [notOk(item, describeError(error), todo, true), null]
  }
}

/** Before anything new is made: what an earlier run could not take away. */
async function checkLeftovers(toxiproxy: ToxiproxyControl, address: LabAddress): Promise<CheckItem> {
  const item = { id: 'leftovers', title: 'leftovers' }
  try {
    const removed = await removeOurProxies(
      toxiproxy,
      address.members.map(({ proxyName }) => proxyName),
    )
    return removed.length === 0
      ? ok(item, 'nothing of an earlier run is left')
      : ok(item, `${removed.join(', ')} of an earlier run removed, and read back that they are gone`)
  } catch (error) {
    const isStuck = error instanceof LabStuckError
    return notOk(
      item,
      describeError(error),
      isStuck ? 'Nothing is run before that is gone.' : 'Look into Toxiproxy’s log; start it anew.',
    )
  }
}

async function checkRights(
  settings: ExternalLabSettings,
  toxiproxy: ToxiproxyControl,
  address: LabAddress,
): Promise<CheckItem> {
  const item = { id: 'proxy-rights', title: 'making proxies' }
  const upstream = address.members[0]?.directAddress ?? ''
  try {
    await toxiproxy.createProxy({ name: TRIAL_PROXY, listen: `${settings.proxyListenHost}:0`, upstream })
    await toxiproxy.removeProxy(TRIAL_PROXY)
    if ((await toxiproxy.proxies()).has(TRIAL_PROXY)) throw new LabStuckError('It is still listed.')
    return ok(item, 'a proxy was made and deleted')
  } catch (error) {
    const host = settings.proxyListenHost
    return notOk(
      item,
      describeError(error),
      `Can Toxiproxy listen on ${host}? RETRYSCOPE_PROXY_LISTEN_HOST chooses it. Does something in front of its API let only some calls pass?`,
    )
  }
}

async function createProxies(
  settings: ExternalLabSettings,
  toxiproxy: ToxiproxyControl,
  address: LabAddress,
): Promise<CheckItem> {
  const item = { id: 'proxies', title: 'proxies' }
  const listening: string[] = []
  for (const [index, { proxyName, directAddress }] of address.members.entries()) {
    const listen = `${settings.proxyListenHost}:${portOf(settings, index)}`
    try {
      await toxiproxy.createProxy({ name: proxyName, listen, upstream: directAddress })
      listening.push(`${proxyName} on ${listen}`)
    } catch (error) {
      return notOk(
        item,
        describeError(error),
        `Is ${listen} free on Toxiproxy's machine? RETRYSCOPE_PROXY_PORTS and RETRYSCOPE_PROXY_LISTEN_HOST choose it.`,
      )
    }
  }
  return ok(item, listening.join(', '))
}
