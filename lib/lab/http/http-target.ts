/** An HTTP upstream as the target of an experiment: POSTs and GETs through its proxy, on keep-alive connections. */
import { Agent, request as httpRequest } from 'node:http'
import type { AppliedWrite } from '@/lib/core/checker/checker'
import { OWN_UPSTREAM, type HttpTarget } from '@/lib/core/experiment/target'
import type { ArmClient, AttemptReply, AttemptRequest, Client, Target, TargetTrial } from '@/lib/engine/ports'
import type { LabAddress, LabMember } from '../lab'
import { LabError } from '../lab-error'
import { labNames } from '../names/lab-names'
import { lookup } from '../names/lookup'
import { memberName } from '../names/member-names'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { hostAndPort } from './host-and-port'
import { openHttpLossPaths, type HttpLossPaths } from './http-loss-paths'
import { armRequests, wireRequest, type ArmRequests } from './http-request'
import { operationIn, VERSION_PATH } from './request-fields'
import { sendAttempt, type Endpoint } from './send-attempt'
import { UpstreamAdmin } from './upstream-admin'
import type { AppliedEffect } from './upstream/counters'

const CONNECT_TIMEOUT_MS = 10_000
/** What callers have left may go on in the upstream: a stall is not longer. */
const REST_LIMIT_MS = 30_000

/** What the trial wants of the target. */
interface Prepared {
  settings: HttpTarget
  seed: number
}

/** The paths that lose, while a trial has some open. */
interface LossSource {
  paths: HttpLossPaths | null
}

/** One member as an arm reaches it: with connections of its own. */
interface Way {
  agent: Agent
  endpoint: Endpoint
}

/** The target at this address. */
export function createHttpTarget(address: LabAddress): Target & { close(): void } {
  const { members } = address
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  const loss: LossSource = { paths: null }
  let prepared: Prepared | null = null
  const inUse = () => {
    if (!prepared) throw new Error('the target was not prepared for a trial')
    return prepared
  }
  /** Of an upstream that is not ours nothing can be asked. */
  const admins = () =>
    prepared?.settings.upstream === OWN_UPSTREAM
      ? members.map(({ adminUrl }) => new UpstreamAdmin(adminUrl))
      : []
  return {
    members: members.map(({ name }) => name),
    nameFailures: () => labNames.failures(members.map(memberName)),
    packets: () => Promise.resolve(null),
    async prepare(trial) {
      prepared = preparedFor(trial)
      const { behaviour } = prepared.settings
      if (!behaviour) return
      const { seed, trial: index } = trial
      for (const admin of admins()) await admin.configure({ behaviour, seed, trial: index })
    },
    openClient: (arm) => openClient(members, inUse(), arm, loss),
    async clean() {
      for (const admin of admins()) await admin.reset()
    },
    async writesApplied(prefix) {
      const [admin] = admins()
      if (!admin) return { problem: 'nothing can be asked of an upstream that is not ours' }
      if ((await admin.countersAtRest(REST_LIMIT_MS)) === null)
        return { problem: 'the upstream did not come to rest in time' }
      const effects = await admin.effects(prefix)
      const values = await admin.values(prefix)
      return {
        writes: effects.flatMap((effect) => writeOf(effect)),
        finalKeys: values.map(({ key, ...value }) => ({ key: numberOfKey(key), ...value })),
      }
    },
    async requestsArrived() {
      const counts = await Promise.all(admins().map((admin) => admin.counters()))
      if (counts.length === 0) return null
      return counts.flatMap(({ started }) => Object.values(started)).reduce((sum, count) => sum + count, 0)
    },
    async openLossPaths(plan) {
      const paths = await openHttpLossPaths(toxiproxy, members, plan)
      loss.paths = paths
      return {
        close() {
          if (loss.paths === paths) loss.paths = null
          return paths.close()
        },
      }
    },
    close: () => undefined,
  }
}

/** Nothing for an effect of no operation. */
function writeOf({ operationId, attempt, key, revision }: AppliedEffect): AppliedWrite[] {
  const operation = operationIn(operationId)
  return operation === null ? [] : [{ operation, attempt, key: numberOfKey(key), revision }]
}

/** The key's number is what its name ends with. */
function numberOfKey(key: string): number {
  return Number(/\d*$/.exec(key)?.[0])
}

function preparedFor({ target, seed }: TargetTrial): Prepared {
  if (target.kind !== 'http') throw new Error(`an HTTP target cannot stand for ${target.kind}`)
  return { settings: target, seed }
}

async function openClient(
  members: readonly LabMember[],
  { settings, seed }: Prepared,
  arm: ArmClient,
  loss: LossSource,
): Promise<Client & { close(): void }> {
  const ways = members.map((member) => wayTo(member, settings.maxConnections))
  const requests = armRequests(settings, { seed, ...arm })
  const close = () => {
    for (const { agent } of ways) agent.destroy()
  }
  try {
    const connections = Math.min(arm.connectionsPerMember, settings.maxConnections)
    const path =
      settings.upstream === OWN_UPSTREAM ? VERSION_PATH : wireRequest(requests, { kind: 'get', key: 0 }).path
    await Promise.all(
      ways.flatMap((way, index) =>
        Array.from({ length: connections }, () => prove(way, path, members[index])),
      ),
    )
  } catch (error) {
    close()
    throw error
  }
  return {
    attempt: (request) => attempt(ways, requests, loss, request),
    connections: () => ({
      open: total(ways, ({ sockets, freeSockets }) => listed(sockets) + listed(freeSockets)),
      waiting: total(ways, (agent) => listed(agent.requests)),
    }),
    close,
  }
}

function total(ways: readonly Way[], count: (agent: Agent) => number): number {
  return ways.reduce((sum, { agent }) => sum + count(agent), 0)
}

/** What an agent keeps by host. */
function listed(byHost: NodeJS.ReadOnlyDict<readonly unknown[]>): number {
  return Object.values(byHost).reduce((sum, list) => sum + (list?.length ?? 0), 0)
}

function wayTo(member: LabMember, maxConnections: number): Way {
  const { directAddress, proxiedAddress, authority } = member
  const { port } = hostAndPort(proxiedAddress)
  // By name, so that its resolution can fail.
  const host = memberName(member)
  const agent = new Agent({
    lookup,
    keepAlive: true,
    maxSockets: maxConnections,
    maxFreeSockets: maxConnections,
    // In turn, so that all of them stay in use and none grows stale unseen.
    scheduling: 'fifo',
  })
  return { agent, endpoint: { host, port, authority: authority ?? directAddress } }
}

/** Opens a connection and has one request answered on it, whatever the status, so that no attempt pays for a handshake. */
async function prove({ agent, endpoint }: Way, path: string, member: LabMember | undefined): Promise<void> {
  const { host, port, authority } = endpoint
  try {
    await new Promise<void>((resolve, reject) => {
      const signal = AbortSignal.timeout(CONNECT_TIMEOUT_MS)
      const sent = httpRequest(
        { agent, host, port, path, signal, headers: { host: authority } },
        (response) => {
          response.on('end', resolve).on('error', reject).resume()
        },
      )
      sent.on('error', reject).end()
    })
  } catch (error) {
    throw new LabError(
      `${member?.name ?? 'The upstream'} does not answer through its proxy at ${member?.proxiedAddress ?? host}: ` +
        `${error instanceof Error ? error.message : String(error)}. ` +
        'Look into the logs of the upstream and of Toxiproxy; starting the lab anew helps.',
      { cause: error },
    )
  }
}

function attempt(
  ways: readonly Way[],
  requests: ArmRequests,
  { paths }: LossSource,
  wanted: AttemptRequest,
): Promise<AttemptReply> {
  const { kind, member, loss, signal } = wanted
  if (signal.aborted) return Promise.resolve({ outcome: 'fail', errorClass: 'cancelled' })
  const way = ways[member]
  if (!way) throw new RangeError(`there is no member ${member}`)
  const request = wireRequest(requests, wanted)
  if (!loss) return sendAttempt(way.agent, way.endpoint, kind, request, wanted)
  if (!paths) throw new RangeError('an attempt is to be lost, and no paths that lose are open')
  return paths.lose(wanted, loss, request)
}
