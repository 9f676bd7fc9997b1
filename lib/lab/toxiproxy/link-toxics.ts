/**
 * Toxics on links: added to every proxy of a link and taken away again, and read back both times. Loss paths come and go
 * meanwhile; whoever opens one copies the toxics of the link's own proxy, so that one is always changed first.
 */
import { LabError, ToxiproxyHungError } from '../lab-error'
import {
  describeLinkOf,
  describeToxic,
  isLossProxy,
  isOurFault,
  isSameToxic,
  proxiesOf,
  proxyNameOf,
  proxyOf,
  type Link,
} from './link-proxies'
import type { ProxyState, ToxiproxyControl, ToxicState } from './toxiproxy-control'
import { unlessDone } from './unless-done'

/** A loss path that is opened or closed at the same moment may need another look. */
const MAX_ROUNDS = 5

/**
 * Adds the toxic to the links.
 * @param acts called when the first request leaves
 * @returns what was read back and is not as asked, in words; null when all is
 * @throws LabError when Toxiproxy did not do what it was asked
 */
export async function addToxic(
  toxiproxy: ToxiproxyControl,
  links: readonly Link[],
  toxic: ToxicState,
  acts: () => void = () => undefined,
): Promise<string | null> {
  const names = links.map(proxyNameOf)
  const added = names.map((name) => toxiproxy.addToxic(name, toxic))
  acts()
  await Promise.all(added)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const proxies = await toxiproxy.proxies()
    const missing = links
      .flatMap((link) => proxiesOf(proxies, link))
      .filter(({ toxics }) => !toxics.some(({ name }) => name === toxic.name))
    if (missing.length === 0) break
    await Promise.all(missing.map(({ name }) => unlessDone(toxiproxy.addToxic(name, toxic))))
  }
  return differences(toxiproxy, links, toxic)
}

/**
 * Takes the toxic away from the links.
 * @throws LabError when it is still there afterwards
 */
export async function removeToxic(
  toxiproxy: ToxiproxyControl,
  links: readonly Link[],
  toxicName: string,
): Promise<void> {
  await removeToxics(toxiproxy, links, ({ name }) => name === toxicName)
}

/**
 * Takes all toxics of a kind away from the links, the link's own proxy first.
 * @throws LabError when one is still there afterwards
 */
export async function removeToxics(
  toxiproxy: ToxiproxyControl,
  links: readonly Link[],
  concerns: (toxic: ToxicState) => boolean,
): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const proxies = await toxiproxy.proxies()
    const found = links
      .flatMap((link) => proxiesOf(proxies, link))
      .filter(({ toxics }) => toxics.some(concerns))
    if (found.length === 0) return
    await Promise.all(found.map((proxy) => removeFrom(toxiproxy, proxy, concerns)))
  }
  throw new LabError(
    `Faults of ${links.map(describeLinkOf).join(', ')} could not be removed: they come back. ` +
      `Does somebody else set toxics on Toxiproxy at ${toxiproxy.url}? Remove them there, or start the lab anew.`,
  )
}

/**
 * Toxiproxy hangs when data waits on a connection whose other end has gone or does not read. A proxy that is put in the
 * place of the hanging one has none of its connections, so callers connect anew.
 */
async function removeFrom(
  toxiproxy: ToxiproxyControl,
  proxy: ProxyState,
  concerns: (toxic: ToxicState) => boolean,
): Promise<void> {
  const [leaving, staying] = [proxy.toxics.filter(concerns), proxy.toxics.filter((toxic) => !concerns(toxic))]
  // What was on its way when a proxy was disabled still waits in it, and there is no connection to be spared.
  if (!proxy.enabled) return replaceProxy(toxiproxy, proxy, staying)
  try {
    for (const { name } of leaving) await unlessDone(toxiproxy.removeToxic(proxy.name, name))
  } catch (error) {
    if (!(error instanceof ToxiproxyHungError)) throw error
    await replaceProxy(toxiproxy, proxy, staying)
  }
}

/** A loss path is not put back: whoever has opened it opens another one. */
async function replaceProxy(
  toxiproxy: ToxiproxyControl,
  { name, listen, upstream, enabled }: ProxyState,
  toxics: readonly ToxicState[],
): Promise<void> {
  await unlessDone(toxiproxy.removeProxy(name))
  if (isLossProxy(name)) return
  await toxiproxy.createProxy({ name, listen, upstream, enabled })
  for (const toxic of toxics) await toxiproxy.addToxic(name, toxic)
}

async function differences(
  toxiproxy: ToxiproxyControl,
  links: readonly Link[],
  toxic: ToxicState,
): Promise<string | null> {
  const proxies = await toxiproxy.proxies()
  const problems = links.flatMap((link) => {
    const own = proxyOf(proxies, link)
    const found = own.toxics.find(({ name }) => name === toxic.name)
    const foreign = own.toxics.filter((other) => !isOurFault(other))
    const wrong = [
      ...(found && isSameToxic(found, toxic) ? [] : [found ? describeToxic(found) : 'no such toxic']),
      ...foreign.map((other) => `${describeToxic(other)}, which is not ours`),
    ]
    if (wrong.length === 0) return []
    return [
      `the link of ${describeLinkOf(link)} is not as asked: expected ${describeToxic(toxic)}, Toxiproxy says ` +
        `${wrong.join(', ')}; does somebody else change proxy ${own.name}?`,
    ]
  })
  return problems.length === 0 ? null : problems.join('; ')
}
