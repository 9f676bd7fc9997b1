/** What each kind of lab can do, and what to say when a run needs more. */
import type { Capability, LabCapabilities, TargetKind } from '@/lib/core/fault/fault'
import type { SpecProblem } from '@/lib/core/experiment/spec-problem'
import type { DescribedLab } from '@/lib/core/fault/lab-capabilities'
import { externalCapabilities } from './external/external-capabilities'
import type { ExternalLabSettings, LabAddress, LocalLabSettings } from './lab'
import { LabError } from './lab-error'
import { probeNamespace } from './namespace/probe-namespace'
import { MEMBERS } from './process/local-programs'

const NOBODYS =
  'The standing lab’s programs belong to its watchdog, which takes no orders from a run. ' +
  'Take it down with "npx retryscope lab down": the run then starts a lab of its own, which can do it.'

/** For those who want no more of a lab than every local one can. */
export const NO_NEEDS: ReadonlySet<Capability> = new Set()

/** Of the lab that is started on this machine, as far as every machine can do it, and nobody has asked for more. */
export const LOCAL_CAPABILITIES: LabCapabilities = {
  toxics: true,
  'leader-moves': true,
  'peer-link': 'The links between the members go around Toxiproxy in this lab.',
  'packet-loss': 'This lab has no network of its own in which packets could be dropped.',
  'peer-cut': 'This lab has no network of its own in which members could be cut off.',
  'process-control': true,
  membership: true,
  names: true,
}

const NO_CLUSTER = 'An HTTP upstream is one server: it has no members and no leader.'

/** Of a lab with that target: what only a cluster can do, an HTTP lab cannot. */
export function capabilitiesWith(target: TargetKind, ofEtcd: LabCapabilities): LabCapabilities {
  if (target === 'etcd') return ofEtcd
  const { toxics, names } = ofEtcd
  return {
    ...{ toxics, names },
    ...{
      'leader-moves': NO_CLUSTER,
      'peer-link': NO_CLUSTER,
      'peer-cut': NO_CLUSTER,
      membership: NO_CLUSTER,
    },
    'packet-loss': ofEtcd['packet-loss'] === true ? NO_CLUSTER : ofEtcd['packet-loss'],
    'process-control': ofEtcd['process-control'],
  }
}

type Links = Pick<LabAddress, 'members' | 'namespace'>

/** Of a local lab that was started for what its run needs. */
export function startedCapabilities(links: Links): LabCapabilities {
  return { ...LOCAL_CAPABILITIES, ...ofLinks(links, (capability) => LOCAL_CAPABILITIES[capability]) }
}

/** Of a standing lab that a run adopts: nobody holds its watchdog's stdin, and its links are as it was started. */
export function standingCapabilities(links: Links): LabCapabilities {
  return {
    ...LOCAL_CAPABILITIES,
    'process-control': NOBODYS,
    membership: NOBODYS,
    ...ofLinks(links, (capability) =>
      capability === 'peer-link'
        ? startedWithout('proxies between its members', '--peer-link')
        : startedWithout('a network of its own', '--namespace'),
    ),
  }
}

/** What a run can ask for here: of a lab that would be started for it now, or of the external one. */
export async function describeLab(
  settings: Pick<LocalLabSettings, 'driver'> | Pick<ExternalLabSettings, 'driver' | 'terms' | 'members'>,
): Promise<DescribedLab> {
  const { driver } = settings
  if (settings.driver === 'external')
    return {
      ...{ driver, members: settings.members.length },
      capabilities: externalCapabilities(settings.terms.allow),
    }
  const namespace = await probeNamespace()
  const links = { 'peer-link': true, 'packet-loss': namespace, 'peer-cut': namespace } as const
  return { driver, members: MEMBERS.length, capabilities: { ...LOCAL_CAPABILITIES, ...links } }
}

/** How a local lab has to be started for what is needed. */
export function startedFor(needs: ReadonlySet<Capability>): { peerProxies: boolean; ownNetwork: boolean } {
  return {
    peerProxies: needs.has('peer-link'),
    ownNetwork: needs.has('packet-loss') || needs.has('peer-cut'),
  }
}

/**
 * Looks whether a lab can do what a run needs, before anything is injected.
 * @throws LabError with a sentence for each thing it cannot do
 */
export function checkCapabilities(capabilities: LabCapabilities, needs: Iterable<Capability>): void {
  const problems = [...needs].flatMap((need) => {
    const can = capabilities[need]
    return can === true ? [] : [`${need}: ${can}`]
  })
  if (problems.length > 0)
    throw new LabError(
      ['The lab cannot do what this run asks for.', ...problems.map((problem) => `  ${problem}`)].join('\n'),
    )
}

/** @throws LabError that names each step that is aimed at nobody */
export function checkMembers(problems: readonly SpecProblem[]): void {
  if (problems.length > 0)
    throw new LabError(
      [
        'A fault is aimed at a member that is not there.',
        ...problems.map(({ path, message }) => `  ${path}: ${message}`),
      ].join('\n'),
    )
}

/** Why a Toxiproxy that hangs stays as it is, in a lab without process control. */
export function notRestarted({ 'process-control': reason }: LabCapabilities): string {
  return `Toxiproxy hangs and cannot be restarted from here. ${reason}`
}

function ofLinks<Answer extends true | string>(
  { members, namespace }: Links,
  without: (capability: 'peer-link' | 'packet-loss' | 'peer-cut') => Answer,
): Pick<LabCapabilities, 'peer-link' | 'packet-loss' | 'peer-cut'> {
  const hasProxies = members.every(({ peerProxyName }) => peerProxyName !== null)
  return {
    'peer-link': hasProxies || without('peer-link'),
    'packet-loss': namespace !== null || without('packet-loss'),
    'peer-cut': namespace !== null || without('peer-cut'),
  }
}

function startedWithout(what: string, option: string): string {
  return (
    `The standing lab was started without ${what}. Take it down with "npx retryscope lab down": the run then starts a lab of ` +
    `its own that has it. Or start it again with "npx retryscope lab up ${option}".`
  )
}
