/** The fourth member, kept in reserve: added to the cluster and started by a fault, and taken out again after it. */
import path from 'node:path'
import { programOf, type LocalLabSettings, type SpareMember } from '../lab'
import { dataDirectory } from './lab-file'
import type { Program } from './watchdog-protocol'

const NAME = 'm4'

/**
 * @param plan.cluster the other members as `--initial-cluster` names them
 * @param plan.ports its client port and its peer port
 */
export function planSpareMember(
  settings: Pick<LocalLabSettings, 'etcdBinary'>,
  lab: { id: string; directory: string },
  { cluster, ports: [clientPort, peerPort] }: { cluster: string; ports: readonly [number, number] },
): { member: SpareMember; program: Program } {
  const directAddress = `127.0.0.1:${clientPort}`
  const member: SpareMember = { name: NAME, directAddress, peerUrl: `http://127.0.0.1:${peerPort}` }
  const clientUrl = `http://${directAddress}`
  return {
    member,
    program: {
      name: programOf(member),
      command: settings.etcdBinary,
      arguments: [
        ...['--name', NAME],
        ...['--data-dir', path.join(dataDirectory(lab.directory), NAME)],
        ...['--listen-client-urls', clientUrl, '--advertise-client-urls', clientUrl],
        ...['--listen-peer-urls', member.peerUrl, '--initial-advertise-peer-urls', member.peerUrl],
        ...['--initial-cluster', `${cluster},${NAME}=${member.peerUrl}`, '--initial-cluster-token', lab.id],
        // It joins the members that are there, instead of making a cluster with them.
        ...['--initial-cluster-state', 'existing'],
        ...['--log-level', 'warn', '--log-outputs', 'stderr'],
      ],
      dataFolder: NAME,
    },
  }
}
