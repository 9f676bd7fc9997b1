/**
 * A Toxiproxy that hangs answers nothing any more, and nothing but a new process mends it: it is killed and started again, and
 * given back what it had, from what we know.
 */
import type { LabAddress, ProgramControl } from '../lab'
import { toxiproxyReady } from '../process/readiness'
import { ToxiproxyControl, type NewProxy, type ProxyState } from './toxiproxy-control'

const READY_TIMEOUT_MS = 10_000

/** Every proxy that a lab of our own needs. Those between the members first: without them there is no cluster. */
export function proxiesOf({ members }: LabAddress): NewProxy[] {
  const peers = members.flatMap(
    ({ peerProxyName: name, peerProxiedAddress: listen, peerAddress: upstream }) =>
      name && listen && upstream ? [{ name, listen, upstream }] : [],
  )
  const clients = members.map(({ proxyName: name, proxiedAddress: listen, directAddress: upstream }) => ({
    ...{ name, listen, upstream },
  }))
  return [...peers, ...clients]
}

/**
 * Kills Toxiproxy, starts it again, and makes its proxies with their toxics. Every connection through it ends.
 * @param known what it had; left out = the lab's own proxies, free of faults
 * @throws LabError when it does not answer, or refuses one of them
 */
export async function restartToxiproxy(
  programs: ProgramControl,
  address: LabAddress,
  known: readonly ProxyState[] = proxiesOf(address).map((proxy) => ({ ...proxy, enabled: true, toxics: [] })),
): Promise<void> {
  await programs.restart('toxiproxy')
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  await toxiproxyReady(toxiproxy, performance.now() + READY_TIMEOUT_MS, new AbortController().signal)
  for (const { name, listen, upstream, enabled, toxics } of known) {
    await toxiproxy.createProxy({ name, listen, upstream })
    // In the order of the chain.
    for (const toxic of toxics) await toxiproxy.addToxic(name, toxic)
    if (!enabled) await toxiproxy.setEnabled({ name, listen, upstream }, false)
  }
}
