/**
 * Takes every fault from the links of a lab that is all ours while somebody may not be reading: each proxy is deleted and made
 * anew, because Toxiproxy hangs over a toxic whose client does not read (see remove-proxies.ts).
 */
import type { LabMember } from '../lab'
import { LabStuckError } from '../lab-error'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'

/** @throws LabStuckError when it is not so afterwards; LabError when the server does not answer */
export async function renewProxies(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<void> {
  const isOfMember = (name: string) => members.some(({ proxyName }) => proxyName === name)
  const before = await toxiproxy.proxies().catch(() => null)
  const names = before ? [...before.keys()] : members.map(({ proxyName }) => proxyName)
  for (const name of names) {
    const { listen, upstream, enabled, toxics } = before?.get(name) ?? {}
    const isClean = enabled === true && toxics?.length === 0
    // Others' connections through a clean link need not break.
    if (isClean) continue
    await toxiproxy.removeProxy(name).catch(() => undefined)
    const member = members.find(({ proxyName }) => proxyName === name)
    await toxiproxy.createProxy({
      name,
      listen: listen ?? member?.proxiedAddress ?? '',
      upstream: upstream ?? member?.directAddress ?? '',
    })
  }
  const after = await toxiproxy.proxies()
  const bad = members.filter(({ proxyName }) => {
    const proxy = after.get(proxyName)
    return !proxy?.enabled || proxy.toxics.length > 0
  })
  const faulty = [...after.values()].filter(({ name, toxics }) => !isOfMember(name) && toxics.length > 0)
  const left = [...bad.map(({ name }) => name), ...faulty.map(({ name }) => name)]
  if (left.length > 0)
    throw new LabStuckError(
      `Stuck: the faults of ${left.join(', ')} could not be removed from Toxiproxy at ${toxiproxy.url}. ` +
        'Take the lab down with "npx retryscope lab down" and start it anew.',
    )
}
