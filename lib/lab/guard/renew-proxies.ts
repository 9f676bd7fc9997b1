/**
 * Takes every fault from the links of a lab that is all ours while somebody may not be reading: each proxy is deleted and made
 * anew, because Toxiproxy hangs over a toxic whose client does not read (see remove-proxies.ts).
 */
import type { LabMember } from '../lab'
import { LabStuckError } from '../lab-error'
import { lossProxiesOf } from '../toxiproxy/link-proxies'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'

/**
 * Loss paths go for good: whoever has opened them opens others.
 * @throws LabStuckError when it is not so afterwards; LabError when the server does not answer
 */
export async function renewProxies(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<void> {
  const before = await toxiproxy.proxies().catch(() => null)
  const isLossPath = (name: string) =>
    before !== null &&
    members.some((member) => lossProxiesOf(before, member).some((loss) => loss.name === name))
  for (const name of before ? [...before.keys()] : members.map(({ proxyName }) => proxyName)) {
    const { listen, upstream, enabled, toxics } = before?.get(name) ?? {}
    const isClean = enabled === true && toxics?.length === 0
    // Connections through a clean link need not break.
    if (isClean && !isLossPath(name)) continue
    await toxiproxy.removeProxy(name).catch(() => undefined)
    if (isLossPath(name)) continue
    const member = members.find(({ proxyName }) => proxyName === name)
    await toxiproxy.createProxy({
      name,
      listen: listen ?? member?.proxiedAddress ?? '',
      upstream: upstream ?? member?.directAddress ?? '',
    })
  }
  const after = await toxiproxy.proxies()
  const missing = members.filter(({ proxyName }) => !after.has(proxyName)).map(({ proxyName }) => proxyName)
  const faulty = [...after.values()].filter(({ enabled, toxics }) => !enabled || toxics.length > 0)
  const left = [...missing, ...faulty.map(({ name }) => name)]
  if (left.length > 0)
    throw new LabStuckError(
      `Stuck: the faults of ${left.join(', ')} could not be removed from Toxiproxy at ${toxiproxy.url}. ` +
        'Take the lab down with "npx retryscope lab down" and start it anew.',
    )
}
