/** The command lines of the local lab: three etcd members and one Toxiproxy, on loopback ports or in a network of their own. */
import path from 'node:path'
import { programOf, type LabAddress, type LabMember, type LabNamespace, type LocalLabSettings } from '../lab'
import { asUser } from '../namespace/lab-network'
import { dataDirectory } from './lab-file'
import { planSpareMember } from './spare-member'
import type { Program } from './watchdog-protocol'

/** Names of the members. */
export const MEMBERS: readonly string[] = ['m1', 'm2', 'm3']
/** Per member: client, peer, and a proxy for either. One for Toxiproxy's API. Client and peer of the spare member. */
export const PORTS_PER_LAB = MEMBERS.length * 4 + 1 + 2

export interface LocalPlan {
  address: LabAddress
  programs: Program[]
  /** Started only when they are asked for. */
  reserve: Program[]
}

/**
 * What to start on which port. The proxies themselves are created through Toxiproxy's API afterwards.
 * @param lab.peerProxies whether the members reach each other through Toxiproxy as well
 * @param lab.namespace the network to run in; null = this machine's loopback
 */
export function planLocalLab(
  settings: LocalLabSettings,
  lab: {
    id: string
    directory: string
    ports: readonly number[]
    peerProxies: boolean
    namespace: LabNamespace | null
  },
): LocalPlan {
  const { namespace } = lab
  const host = namespace?.address ?? '127.0.0.1'
  const ports = [...lab.ports]
  const nextPort = () => {
    const port = ports.pop()
    if (port === undefined) throw new RangeError(`a local lab needs ${PORTS_PER_LAB} ports`)
    return port
  }
  const nextAddress = () => `${host}:${nextPort()}`
  const apiAddress = nextAddress()
  const members = MEMBERS.map((name) => {
    const directAddress = nextAddress()
    const member: LabMember = {
      name,
      directAddress,
      proxyName: `retryscope-${name}`,
      proxiedAddress: nextAddress(),
      peerAddress: nextAddress(),
      peerProxyName: lab.peerProxies ? `retryscope-${name}-peer` : null,
      peerProxiedAddress: lab.peerProxies ? nextAddress() : null,
      adminUrl: `http://${directAddress}`,
    }
    return member
  })
  const cluster = members.map((member) => `${member.name}=${advertisedUrl(member)}`).join(',')
  const asMember = (name: string, args: string[]): [string, string[]] => {
    const uid = namespace?.uids[name]
    return uid === undefined ? [settings.etcdBinary, args] : asUser(uid, settings.etcdBinary, args)
  }
  const spare = planSpareMember(lab, { cluster, addresses: [nextAddress(), nextAddress()], asMember })
  return {
    address: {
      driver: 'local',
      toxiproxyUrl: `http://${apiAddress}`,
      members,
      namespace,
      spare: spare.member,
    },
    reserve: [spare.program],
    programs: [
      {
        name: 'toxiproxy',
        command: settings.toxiproxyBinary,
        arguments: ['-host', host, '-port', apiAddress.slice(host.length + 1)],
      },
      ...members.map((member) => {
        const [command, args] = asMember(member.name, [
          ...['--name', member.name],
          ...['--data-dir', path.join(dataDirectory(lab.directory), member.name)],
          ...['--listen-client-urls', member.adminUrl, '--advertise-client-urls', member.adminUrl],
          ...['--listen-peer-urls', `http://${member.peerAddress}`],
          ...['--initial-advertise-peer-urls', advertisedUrl(member)],
          // With a token of its own, a cluster never takes a member of another lab for one of its own.
          ...['--initial-cluster', cluster, '--initial-cluster-token', lab.id],
          ...['--initial-cluster-state', 'new'],
          ...['--log-level', 'warn', '--log-outputs', 'stderr'],
        ])
        return { name: programOf(member), command, arguments: args }
      }),
    ],
  }
}

/** Where the other members find this one. */
function advertisedUrl({ peerProxiedAddress, peerAddress }: LabMember): string {
  return `http://${peerProxiedAddress ?? peerAddress}`
}
