/** Where the parts of an external lab are, for the target that is wanted of it. */
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import { resolveUpstream } from '../http/allowed-upstream'
import type { ExternalLabSettings, LabAddress, LabMember, WantedTarget } from '../lab'
import { LabError } from '../lab-error'

/** Name of the only member of an HTTP lab. */
const UPSTREAM = 'upstream'

/** @throws LabError when the lab has nothing of that kind */
export async function externalAddress(
  settings: ExternalLabSettings,
  wanted: WantedTarget,
): Promise<LabAddress> {
  const members =
    wanted.kind === 'etcd'
      ? settings.members.map(({ name, address }) => ({
          name,
          directAddress: address,
          adminUrl: `http://${address}`,
        }))
      : [await upstreamOf(settings, wanted.upstream)]
  return {
    driver: 'external',
    target: wanted.kind,
    toxiproxyUrl: settings.toxiproxyUrl,
    members: members.map((member, index) => ({
      ...member,
      proxyName: `retryscope-${member.name}`,
      proxiedAddress: `${settings.proxyHost}:${proxyPort(settings, index)}`,
    })),
  }
}

/** The port that Toxiproxy listens on for a member. */
export function proxyPort({ proxyPorts }: ExternalLabSettings, index: number): number {
  const port = proxyPorts[index]
  if (port === undefined) throw new LabError('RETRYSCOPE_PROXY_PORTS must name one port per member.')
  return port
}

async function upstreamOf(
  { ownUpstream, upstreams }: ExternalLabSettings,
  name: string,
): Promise<Omit<LabMember, 'proxyName' | 'proxiedAddress'>> {
  if (name !== OWN_UPSTREAM) {
    const { address, authority } = await resolveUpstream(name, upstreams)
    return { name: UPSTREAM, directAddress: address, adminUrl: `http://${authority}`, authority }
  }
  if (!ownUpstream)
    throw new LabError(
      'The external lab has no HTTP upstream of ours. Run "node dist/upstream.mjs --host 0.0.0.0 --port 8080 --admin-port 8081" where ' +
        'its Toxiproxy reaches it, name it in RETRYSCOPE_HTTP_UPSTREAM and RETRYSCOPE_HTTP_UPSTREAM_ADMIN (host:port), and start the worker again; ' +
        'or aim at an upstream of your own (RETRYSCOPE_UPSTREAMS).',
    )
  return {
    name: UPSTREAM,
    directAddress: ownUpstream.address,
    adminUrl: `http://${ownUpstream.adminAddress}`,
  }
}
