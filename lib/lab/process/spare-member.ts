/** The fourth member, kept in reserve: added to the cluster and started by a fault, and taken out again after it. */
import path from 'node:path'
import { programOf, type SpareMember } from '../lab'
import { dataDirectory } from './lab-file'
import type { Program } from './watchdog-protocol'

export const SPARE_MEMBER = 'm4'

/**
 * @param plan.cluster the other members as `--initial-cluster` names them
 * @param plan.addresses host:port of its client port and of its peer port
 * @param plan.asMember makes the command that runs etcd with these arguments as the member of that name
 */
export function planSpareMember(
  lab: { id: string; directory: string },
  plan: {
    cluster: string
    addresses: readonly [client: string, peer: string]
    asMember(name: string, args: string[]): [string, string[]]
  },
): { member: SpareMember; program: Program } {
  const { cluster, addresses, asMember } = plan
  const [directAddress, peerAddress] = addresses
  const member: SpareMember = { name: SPARE_MEMBER, directAddress, peerUrl: `http://${peerAddress}` }
  const clientUrl = `http://${directAddress}`
  const [command, args] = asMember(SPARE_MEMBER, [
    ...['--name', SPARE_MEMBER],
    ...['--data-dir', path.join(dataDirectory(lab.directory), SPARE_MEMBER)],
    ...['--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl],
    ...['--listen-peer-urls', member.peerUrl, '--initial-advertise-peer-urls', member.peerUrl],
    ...[
      '--initial-cluster',
      `${cluster},${SPARE_MEMBER}=${member.peerUrl}`,
      '--initial-cluster-token',
      lab.id,
    ],
    // It joins the members that are there, instead of making a cluster with them.
    ...['--initial-cluster-state', 'existing'],
    ...['--log-level', 'warn', '--log-outputs', 'stderr'],
  ])
  const program = { name: programOf(member), command, arguments: args, dataFolder: SPARE_MEMBER }
  return { member, program }
}
