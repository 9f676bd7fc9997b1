/**
 * A Toxiproxy that hangs answers nothing any more, and nothing but a new process mends it: it is killed and started again, and
 * given back what it knew, from what we know.
 */
import type { LabAddress, ProgramControl } from '../lab'
import { toxiproxyReady } from '../process/readiness'
import { ToxiproxyControl, type NewProxy, type PlacedToxic } from './toxiproxy-control'

const READY_TIMEOUT_MS = 10_000

/** Every proxy that a lab of our own needs. */
export function proxiesOf({ members }: LabAddress): NewProxy[] {
  return members.map(({ proxyName, proxiedAddress, directAddress }) => ({
    name: proxyName,
    listen: proxiedAddress,
    upstream: directAddress,
  }))
}

/**
 * Kills Toxiproxy, starts it again, and sets proxies and toxics. Every connection through it ends.
 * @param toxics what was set on it and has to be set again
 * @throws LabError when it does not answer, or does not have them afterwards
 */
export async function restartToxiproxy(
  programs: ProgramControl,
  address: LabAddress,
  toxics: readonly PlacedToxic[] = [],
): Promise<void> {
  await programs.restart('toxiproxy')
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  await toxiproxyReady(toxiproxy, performance.now() + READY_TIMEOUT_MS, new AbortController().signal)
  for (const proxy of proxiesOf(address)) await toxiproxy.createProxy(proxy)
  for (const toxic of toxics) await toxiproxy.addToxic(toxic)
}
