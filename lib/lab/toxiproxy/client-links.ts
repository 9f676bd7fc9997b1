/** All links of a lab at once: healed, cleared of everything, and told of. */
import type { LabMember } from '../lab'
import { ToxiproxyHungError } from '../lab-error'
import { restoreLinks } from './link-cuts'
import {
  allLinks,
  describeLinkOf,
  describeToxic,
  isOurFault,
  lossProxiesOf,
  proxyNameOf,
} from './link-proxies'
import { removeToxics } from './link-toxics'
import type { ToxiproxyControl } from './toxiproxy-control'
import { unlessDone } from './unless-done'

/**
 * Takes our faults away from every link. Loss paths stay open and lose on, because they are not faults of a link: whoever
 * opened them closes them.
 * @throws LabError when a fault is left afterwards
 */
export async function healClientLinks(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<void> {
  const links = allLinks(members)
  await removeToxics(toxiproxy, links, isOurFault)
  await restoreLinks(toxiproxy, links)
}

/**
 * Takes everything away that disturbs, whoever has set it, loss paths included: only for servers that are all ours.
 * @throws LabError when a fault is left afterwards
 */
export async function clearClientLinks(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<void> {
  try {
    await removeLossProxies(toxiproxy, members)
    await toxiproxy.reset()
  } catch (error) {
    if (!(error instanceof ToxiproxyHungError)) throw error
    await replaceProxies(toxiproxy, members)
    await removeLossProxies(toxiproxy, members)
  }
  await healClientLinks(toxiproxy, members)
}

/** While a toxic hangs, nobody can even ask which proxies there are; those of the members are known. */
async function replaceProxies(toxiproxy: ToxiproxyControl, members: readonly LabMember[]): Promise<void> {
  for (const { proxyName: name, proxiedAddress: listen, directAddress: upstream } of members) {
    await unlessDone(toxiproxy.removeProxy(name))
    await toxiproxy.createProxy({ name, listen, upstream })
  }
}

/** Closes every loss path of these members, also those that a killed process has left. */
export async function removeLossProxies(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<void> {
  const proxies = await toxiproxy.proxies()
  const names = members.flatMap((member) => lossProxiesOf(proxies, member)).map(({ name }) => name)
  await Promise.all(names.map((name) => unlessDone(toxiproxy.removeProxy(name))))
}

/** The faults that are set on each member's links, in words; for people who look at a lab. */
export async function readClientFaults(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<{ member: string; fault: string }[]> {
  const proxies = await toxiproxy.proxies()
  const onLinks = allLinks(members).flatMap((link) => {
    const proxy = proxies.get(proxyNameOf(link))
    const faults = proxy
      ? [...proxy.toxics.map(describeToxic), ...(proxy.enabled ? [] : ['its proxy is disabled'])]
      : ['it has no proxy any more']
    return faults.map((fault) => ({ member: describeLinkOf(link), fault }))
  })
  const lossPaths = members.flatMap((member) => {
    const open = lossProxiesOf(proxies, member).length
    return open === 0 ? [] : [{ member: member.name, fault: `loss paths are open: ${open}` }]
  })
  return [...onLinks, ...lossPaths]
}
