/**
 * Which proxies make up a link of a member. The server itself is the truth: whoever looks there finds the loss paths that
 * somebody else has opened, also those that a killed process left behind.
 */
import { randomBytes } from 'node:crypto'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import type { ProxyState, ToxicState } from './toxiproxy-control'

/** Toxics of ours begin like this; others' are never touched. */
export const OUR_PREFIX = 'retryscope-'
/** The toxic that makes a loss path lose. It is no fault of the link and stays when faults are healed. */
export const ARMED = `${OUR_PREFIX}armed`

const LOSS_INFIX = '-loss-'
const LOSS_NAME = /-loss-[0-9a-f]{12}$/

/** One of a member's two links: what callers open to it, or what other members do. */
export interface Link {
  member: LabMember
  kind: 'client' | 'peer'
}

type Proxies = ReadonlyMap<string, ProxyState>

/** The links of all members that have a proxy: those that faults can be on. */
export function allLinks(members: readonly LabMember[]): Link[] {
  return members.flatMap((member): Link[] => [
    { member, kind: 'client' },
    ...(member.peerProxyName ? [{ member, kind: 'peer' } as const] : []),
  ])
}

/** "m1", "m1 (peer link)" */
export function describeLinkOf({ member, kind }: Link): string {
  return kind === 'client' ? member.name : `${member.name} (peer link)`
}

/** The name of the link's own proxy. @throws LabError when the lab has none there */
export function proxyNameOf({ member, kind }: Link): string {
  if (kind === 'client') return member.proxyName
  if (member.peerProxyName) return member.peerProxyName
  throw new LabError(
    `The lab has no proxy in front of the peer port of ${member.name}. Choose the client link, or a lab that has peer proxies.`,
  )
}

/** The link's own proxy. @throws LabError when the server has it no more */
export function proxyOf(proxies: Proxies, link: Link): ProxyState {
  const name = proxyNameOf(link)
  const proxy = proxies.get(name)
  if (!proxy)
    throw new LabError(
      `Toxiproxy has no proxy ${name} for ${describeLinkOf(link)} any more. Was it restarted? Start the lab anew.`,
    )
  return proxy
}

/** Every proxy of the link: its own one first, then those of its loss paths. */
export function proxiesOf(proxies: Proxies, link: Link): ProxyState[] {
  const own = proxyOf(proxies, link)
  return link.kind === 'client' ? [own, ...lossProxiesOf(proxies, link.member)] : [own]
}

/** The proxies of a member's loss paths. */
export function lossProxiesOf(proxies: Proxies, member: LabMember): ProxyState[] {
  return [...proxies.values()].filter(({ name }) => name.startsWith(lossPrefix(member)))
}

/** True for the name of a loss path's proxy, whichever member's it is. */
export function isLossProxy(name: string): boolean {
  return LOSS_NAME.test(name)
}

/** A name for a further loss path's proxy. */
export function newLossProxyName(member: LabMember): string {
  return `${lossPrefix(member)}${randomBytes(6).toString('hex')}`
}

/** True for faults that we have set: not what others set, nor what makes a loss path lose. */
export function isOurFault({ name }: ToxicState): boolean {
  return name.startsWith(OUR_PREFIX) && name !== ARMED
}

/** Every property that matters, in one order: for people. */
export function describeToxic({ name, type, stream, toxicity, attributes }: ToxicState): string {
  const values = Object.entries(attributes)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => `${key} ${value}`)
  return `${name} (${[type, stream, `toxicity ${toxicity}`, ...values].join(', ')})`
}

/** True when the server has what was asked for. It keeps the toxicity with fewer digits. */
export function isSameToxic(a: ToxicState, b: ToxicState): boolean {
  const rounded = (toxic: ToxicState) => describeToxic({ ...toxic, toxicity: Math.fround(toxic.toxicity) })
  return rounded(a) === rounded(b)
}

function lossPrefix({ proxyName }: LabMember): string {
  return `${proxyName}${LOSS_INFIX}`
}
