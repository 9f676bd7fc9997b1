/**
 * Proxies that lose everything: beside a member's own proxy, in front of the same member, with the faults of its link. A
 * connection must be made before the proxy is armed, or its handshake would be lost as well.
 */
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { ARMED, isOurFault, newLossProxyName } from './link-proxies'
import type { ProxyState, ToxicState, ToxiproxyControl } from './toxiproxy-control'
import { unlessDone } from './unless-done'

/** Faults that change while a path is being opened need another look. */
const MAX_ROUNDS = 10

/** What makes a path lose. */
export type Arming = Pick<ToxicState, 'type' | 'stream' | 'attributes'>

export interface LossProxy {
  name: string
  /** host:port that callers connect to. */
  address: string
}

/** Opens a proxy that lets everything through until it is armed. It listens where the member's own one does, on any port. */
export async function createLossProxy(toxiproxy: ToxiproxyControl, member: LabMember): Promise<LossProxy> {
  const { listen, upstream } = await toxiproxy.proxy(member.proxyName)
  const { name, listen: given } = await toxiproxy.createProxy({
    name: newLossProxyName(member),
    listen: `${hostOf(listen)}:0`,
    upstream,
  })
  return { name, address: `${hostOf(member.proxiedAddress)}:${portOf(given)}` }
}

/**
 * Gives the proxy the faults of the member's link, so that lost attempts meet them like the others, and makes it lose.
 * @throws LabError when the link is down, or when Toxiproxy does not do it
 */
export async function armLossProxy(
  toxiproxy: ToxiproxyControl,
  member: LabMember,
  { name }: LossProxy,
  arming: Arming,
): Promise<void> {
  await copyFaults(toxiproxy, member, name)
  await toxiproxy.addToxic(name, { name: ARMED, toxicity: 1, ...arming })
}

/** Whoever changes the faults changes the link's own proxy first: when both are alike, nothing was overlooked. */
async function copyFaults(toxiproxy: ToxiproxyControl, member: LabMember, name: string): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [own, copy] = await Promise.all([toxiproxy.proxy(member.proxyName), toxiproxy.proxy(name)])
    if (!own.enabled) throw new LabError(`The link of ${member.name} is down: no loss path can be opened.`)
    const missing = faultsOf(own).filter((toxic) => !hasToxic(copy, toxic.name))
    const left = faultsOf(copy).filter((toxic) => !hasToxic(own, toxic.name))
    if (missing.length === 0 && left.length === 0) return
    for (const toxic of missing) await unlessDone(toxiproxy.addToxic(name, toxic))
    for (const toxic of left) await unlessDone(toxiproxy.removeToxic(name, toxic.name))
  }
  throw new LabError(`The faults of ${member.name} change faster than a loss path can be opened.`)
}

function faultsOf({ toxics }: ProxyState): ToxicState[] {
  return toxics.filter(isOurFault)
}

function hasToxic({ toxics }: ProxyState, wanted: string): boolean {
  return toxics.some(({ name }) => name === wanted)
}

/** Also of "[::]:22379". */
function hostOf(hostAndPort: string): string {
  return hostAndPort.slice(0, hostAndPort.lastIndexOf(':'))
}

function portOf(hostAndPort: string): string {
  return hostAndPort.slice(hostAndPort.lastIndexOf(':') + 1)
}
