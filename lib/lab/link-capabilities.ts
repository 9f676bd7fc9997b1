/** What can be done to a lab's links: what a lab is started for, what one that stands has, and what to say of the rest. */
import type { Capability, LabCapabilities } from '@/lib/core/fault/fault'
import type { LabAddress } from './lab'
import { LabError } from './lab-error'
import { probeNamespace } from './namespace/probe-namespace'

/** Of all capabilities, those that depend on how a lab was started. */
export const LINK_CAPABILITIES = ['peer-link', 'packet-loss', 'peer-cut'] as const satisfies Capability[]
export type LinkCapabilities = Pick<LabCapabilities, (typeof LINK_CAPABILITIES)[number]>

const NOT_HERE =
  'The links of an external lab’s members are not Retryscope’s to touch; a local lab can do it.'

/** For those who want no more of a lab than every lab can. */
export const NO_NEEDS: ReadonlySet<Capability> = new Set()

export const EXTERNAL_LINKS: LinkCapabilities = {
  'peer-link': NOT_HERE,
  'packet-loss': NOT_HERE,
  'peer-cut': NOT_HERE,
}

/** Of a lab that would be started on this machine now, for whoever asks for it. */
export async function localLinks(): Promise<LinkCapabilities> {
  const namespace = await probeNamespace()
  return { 'peer-link': true, 'packet-loss': namespace, 'peer-cut': namespace }
}

/** Of the standing lab: what it was started for. */
export function standingLinks({
  members,
  namespace,
}: Pick<LabAddress, 'members' | 'namespace'>): LinkCapabilities {
  const lacks = (what: string, option: string) =>
    `The standing lab was started without ${what}. Take it down with "npx retryscope lab down": the run then starts a lab of ` +
    `its own that has it. Or start it again with "npx retryscope lab up ${option}".`
  const inNamespace = namespace ? true : lacks('a network of its own', '--namespace')
  return {
    'peer-link': members.every(({ peerProxyName }) => peerProxyName !== null)
      ? true
      : lacks('proxies between its members', '--peer-link'),
    'packet-loss': inNamespace,
    'peer-cut': inNamespace,
  }
}

/**
 * Looks whether the links can do what is needed of them.
 * @throws LabError with the reason for each need that cannot be met
 */
export function checkLinks(links: LinkCapabilities, needs: ReadonlySet<Capability>): void {
  const reasons = LINK_CAPABILITIES.filter((capability) => needs.has(capability))
    .map((capability) => links[capability])
    .filter((answer) => answer !== true)
  if (reasons.length > 0) throw new LabError([...new Set(reasons)].join('\n'))
}

/** How a lab has to be started for what is needed. */
export function startedFor(needs: ReadonlySet<Capability>): { peerProxies: boolean; ownNetwork: boolean } {
  return {
    peerProxies: needs.has('peer-link'),
    ownNetwork: needs.has('packet-loss') || needs.has('peer-cut'),
  }
}
