/** Which proxies and toxics of a server are ours: whatever we make begins like this, and nothing else is ever touched. */
import { OUR_PREFIX } from './link-proxies'
import type { ToxiproxyControl } from './toxiproxy-control'

export function isOurs({ name }: { name: string }): boolean {
  return name.startsWith(OUR_PREFIX)
}

/** The proxies of ours that the server has, by name. */
export async function ourProxies(toxiproxy: ToxiproxyControl): Promise<string[]> {
  return [...(await toxiproxy.proxies()).values()].filter(isOurs).map(({ name }) => name)
}
