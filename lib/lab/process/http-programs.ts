/** The command lines of a local lab with an HTTP target: one Toxiproxy, and our own upstream unless the user's is asked. */
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import { resolveUpstream, type ResolvedUpstream } from '../http/allowed-upstream'
import type { LabAddress, LocalLabSettings } from '../lab'
import type { LocalPlan } from './local-programs'
import type { Program } from './watchdog-protocol'

/** Toxiproxy's API, the proxy, the upstream and its other port. */
export const PORTS_PER_HTTP_LAB = 4
/** Name of the only member, and of the program behind it. */
export const UPSTREAM = 'upstream'

type Ports = [api: number, proxy: number, upstream: number, admin: number]

/** What to start on which port. @throws LabError when an upstream is wanted that may not be asked or is not known */
export async function planHttpLab(
  settings: LocalLabSettings,
  wanted: { upstream: string },
  ports: readonly number[],
): Promise<LocalPlan> {
  const given = fourOf(ports)
  const toxiproxy: Program = {
    name: 'toxiproxy',
    command: settings.toxiproxyBinary,
    arguments: ['-host', '127.0.0.1', '-port', String(given[0])],
  }
  if (wanted.upstream !== OWN_UPSTREAM) {
    const theirs = await resolveUpstream(wanted.upstream, settings.upstreams)
    return { address: addressOfTheirs(given, theirs), programs: [toxiproxy], reserve: [] }
  }
  return {
    address: addressOfOurs(given),
    programs: [toxiproxy, upstreamProgram(settings, given)],
    reserve: [],
  }
}

function upstreamProgram({ upstreamScript }: LocalLabSettings, [, , port, admin]: Ports): Program {
  return {
    name: UPSTREAM,
    command: process.execPath,
    arguments: [
      ...['--enable-source-maps', upstreamScript],
      ...['--host', '127.0.0.1', '--port', String(port), '--admin-port', String(admin)],
    ],
  }
}

function addressOfOurs([api, proxy, port, admin]: Ports): LabAddress {
  return address(api, proxy, { address: `127.0.0.1:${port}`, adminUrl: `http://127.0.0.1:${admin}` })
}

function addressOfTheirs([api, proxy]: Ports, theirs: ResolvedUpstream): LabAddress {
  return address(api, proxy, { ...theirs, adminUrl: `http://${theirs.address}` })
}

function address(
  api: number,
  proxy: number,
  upstream: { address: string; adminUrl: string; authority?: string },
): LabAddress {
  const { address: directAddress, ...more } = upstream
  return {
    driver: 'local',
    target: 'http',
    toxiproxyUrl: `http://127.0.0.1:${api}`,
    members: [
      {
        name: UPSTREAM,
        directAddress,
        proxyName: `retryscope-${UPSTREAM}`,
        proxiedAddress: `127.0.0.1:${proxy}`,
        ...more,
      },
    ],
  }
}

function fourOf(ports: readonly number[]): Ports {
  const [api, proxy, upstream, admin] = ports
  if (api === undefined || proxy === undefined || upstream === undefined || admin === undefined)
    throw new RangeError(`an HTTP lab needs ${PORTS_PER_HTTP_LAB} ports`)
  return [api, proxy, upstream, admin]
}
