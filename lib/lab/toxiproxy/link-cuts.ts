/** Links that are down: their proxies are disabled, and enabled again. */
import { LabError } from '../lab-error'
import { describeLinkOf, proxiesOf, proxyOf, type Link } from './link-proxies'
import type { ProxyState, ToxiproxyControl } from './toxiproxy-control'
import { unlessDone } from './unless-done'

/**
 * Closes every connection of the links and refuses new ones.
 * @param acts called when the first request leaves
 * @returns why it is not so, in words; null when it is
 */
export async function cutLinks(
  toxiproxy: ToxiproxyControl,
  links: readonly Link[],
  acts: () => void,
): Promise<string | null> {
  const before = await toxiproxy.proxies()
  const already = links.filter((link) => !proxyOf(before, link).enabled)
  if (already.length > 0)
    return `the link of ${already.map(describeLinkOf).join(', ')} was down before; another fault holds it`
  const cut = links.map((link) => toxiproxy.setEnabled(proxyOf(before, link), false))
  acts()
  await Promise.all(cut)
  // Loss paths look at the link's own proxy before they are used: none can be opened from now on.
  const after = await toxiproxy.proxies()
  const open = links.flatMap((link) => proxiesOf(after, link)).filter(({ enabled }) => enabled)
  await Promise.all(open.map((proxy) => unlessDone(toxiproxy.setEnabled(proxy, false))))
  return namesOf(links, await toxiproxy.proxies(), true, 'is not down although it was disabled')
}

/**
 * Lets connections through again. Loss paths stay as they are: their connections are gone, so they are opened anew.
 * @throws LabError when a link is still down afterwards
 */
export async function restoreLinks(toxiproxy: ToxiproxyControl, links: readonly Link[]): Promise<void> {
  const before = await toxiproxy.proxies()
  await Promise.all(
    links
      .map((link) => proxyOf(before, link))
      .filter(({ enabled }) => !enabled)
      .map((proxy) => toxiproxy.setEnabled(proxy, true)),
  )
  const problem = namesOf(links, await toxiproxy.proxies(), false, 'is still down')
  if (problem !== null)
    throw new LabError(
      `${problem}. Enable its proxy in Toxiproxy at ${toxiproxy.url}, or start the lab anew.`,
    )
}

function namesOf(
  links: readonly Link[],
  proxies: ReadonlyMap<string, ProxyState>,
  enabled: boolean,
  what: string,
): string | null {
  const wrong = links.filter((link) => proxyOf(proxies, link).enabled === enabled)
  return wrong.length === 0 ? null : `The link of ${wrong.map(describeLinkOf).join(', ')} ${what}`
}
