/** The command lines of the local lab: three etcd members and one Toxiproxy on loopback ports. */
import path from 'node:path'
import { programOf, type LabAddress, type LabMember, type LocalLabSettings } from '../lab'
import { dataDirectory } from './lab-file'
import { planSpareMember } from './spare-member'
import type { Program } from './watchdog-protocol'

const MEMBERS = ['m1', 'm2', 'm3']
/** Per member: client, peer, proxy. One for Toxiproxy's API. Client and peer of the spare member. */
export const PORTS_PER_LAB = MEMBERS.length * 3 + 1 + 2

export interface LocalPlan {
  address: LabAddress
  programs: Program[]
  /** Started only when they are asked for. */
  reserve: Program[]
}

/** What to start on which port. The proxies themselves are created through Toxiproxy's API afterwards. */
export function planLocalLab(
  settings: LocalLabSettings,
  lab: { id: string; directory: string; ports: readonly number[] },
): LocalPlan {
  const ports = [...lab.ports]
  const nextPort = () => {
    const port = ports.pop()
    if (port === undefined) throw new RangeError(`a local lab needs ${PORTS_PER_LAB} ports`)
    return port
  }
  const apiPort = nextPort()
  const members = MEMBERS.map((name) => {
    const directAddress = `127.0.0.1:${nextPort()}`
    const member: LabMember = {
      name,
      directAddress,
      proxyName: `retryscope-${name}`,
      proxiedAddress: `127.0.0.1:${nextPort()}`,
      adminUrl: `http://${directAddress}`,
    }
    return { member, peerUrl: `http://127.0.0.1:${nextPort()}` }
  })
  const cluster = members.map(({ member, peerUrl }) => `${member.name}=${peerUrl}`).join(',')
  const spare = planSpareMember(settings, lab, { cluster, ports: [nextPort(), nextPort()] })
  return {
    address: {
      driver: 'local',
      toxiproxyUrl: `http://127.0.0.1:${apiPort}`,
      members: members.map(({ member }) => member),
      spare: spare.member,
    },
    reserve: [spare.program],
    programs: [
      {
        name: 'toxiproxy',
        command: settings.toxiproxyBinary,
        arguments: ['-host', '127.0.0.1', '-port', String(apiPort)],
      },
      ...members.map(({ member, peerUrl }) => ({
        name: programOf(member),
        command: settings.etcdBinary,
        arguments: [
          ...['--name', member.name],
          ...['--data-dir', path.join(dataDirectory(lab.directory), member.name)],
          ...['--listen-client-urls', member.adminUrl, '--advertise-client-urls', member.adminUrl],
          ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
          // With a token of its own, a cluster never takes a member of another lab for one of its own.
          ...['--initial-cluster', cluster, '--initial-cluster-token', lab.id],
          ...['--initial-cluster-state', 'new'],
          ...['--log-level', 'warn', '--log-outputs', 'stderr'],
        ],
      })),
    ],
  }
}
