/** etcd as the target of an experiment: puts and linearizable gets, through each member's proxy. */
import { KVClient } from 'etcd3'
import type { ArmClient, AttemptReply, AttemptRequest, Client, Target } from '@/lib/engine/ports'
import type { LabAddress, LabMember } from '../lab'
import { LabError } from '../lab-error'
import { labNames } from '../names/lab-names'
import { memberName } from '../names/member-names'
import { targetOf } from '../names/names-resolver'
import { countPackets } from '../namespace/packet-witness'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import {
  cancelledBeforeSending,
  cancelledByWhom,
  classifyError,
  describeError,
  isAlreadyCompacted,
} from './classify-reply'
import { etcdAccess, type EtcdAccess } from './etcd-access'
import type { EtcdCallOptions, EtcdChannel } from './etcd-channel'
import { sendRequest, type ArmKeys } from './etcd-request'
import { endOfPrefix } from './fence'
import { openLibraryClient } from './library-clients'
import { loseAttempt } from './lose-attempt'
import { openLossPaths, type LossPaths } from './loss-paths'
import { ArrivalCounter } from './requests-arrived'
import { readWriteHistory } from './write-history'

const CONNECT_TIMEOUT_MS = 10_000
const CLEAN_TIMEOUT_MS = 10_000

/** A member's connections of one arm, used in turn. */
interface Connections {
  channels: EtcdChannel[]
  clients: KVClient[]
  next: number
}

/** The paths that lose, while a trial has some open. */
interface LossSource {
  paths: LossPaths | null
}

/** The target at this address. `close` ends its own administrative connections, not the clients it opened. */
export function createEtcdTarget(address: LabAddress): Target & { close(): void } {
  const access = etcdAccess(address)
  const admins = address.members.map((member) => ({ member, channel: access.direct(member) }))
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  const arrivals = new ArrivalCounter(address)
  const loss: LossSource = { paths: null }
  // History that nobody compacts goes when the cluster's own compaction comes.
  const cleanedAt = new Map<string, bigint>()
  const mayCompact = address.terms?.allow.includes('compact') ?? true
  return {
    members: address.members.map((member) => member.name),
    requestsArrived: () => arrivals.total(),
    nameFailures: () => labNames.failures(address.members.map(memberName)),
    packets: () => countPackets(address),
    openClient: (arm) =>
      arm.library
        ? openLibraryClient(access, arm.library, arm)
        : openClient(access, address.members, arm, loss),
    async openLossPaths(plan) {
      const makerOf = (member: LabMember) => {
        const connect = (proxied: string) => access.through(member, proxied)
        return { toxiproxy, member, connect }
      }
      const paths = await openLossPaths(address.members, makerOf, plan)
      loss.paths = paths
      return {
        close() {
          if (loss.paths === paths) loss.paths = null
          return paths.close()
        },
      }
    },
    async clean(prefix) {
      const problems: string[] = []
      // Around the proxies, and by any member: cleaning must work while one of them is down.
      for (const { member, channel } of admins) {
        try {
          cleanedAt.set(prefix, await deletePrefix(new KVClient(channel), prefix, mayCompact))
          return
        } catch (error) {
          problems.push(`${member.name}: ${describeError(error)}`)
        }
      }
      throw new LabError(
        `The keys below "${prefix}" could not be deleted, because no etcd member answered (${problems.join('; ')}). ` +
          'Look into the lab’s logs; starting the lab anew helps.',
      )
    },
    async writesApplied(prefix) {
      const cleaned = [...cleanedAt].find(([cleanedPrefix]) => prefix.startsWith(cleanedPrefix))
      if (!cleaned) throw new RangeError(`the keys below "${prefix}" were never cleaned`)
      const problems: string[] = []
      for (const { member, channel } of admins) {
        try {
          return await readWriteHistory(channel, prefix, cleaned[1] + 1n)
        } catch (error) {
          problems.push(`${member.name}: ${describeError(error)}`)
        }
      }
      return { problem: problems.join('; ') }
    },
    close() {
      for (const { channel } of admins) channel.close()
    },
  }
}

async function openClient(
  access: EtcdAccess,
  members: readonly LabMember[],
  arm: ArmClient,
  loss: LossSource,
): Promise<Client & { close(): void }> {
  const perMember: Connections[] = members.map((member) => {
    const channels = Array.from(
      { length: arm.connectionsPerMember },
      // By name, so that its resolution can fail.
      () => access.through(member, targetOf(memberName(member))),
    )
    return { channels, clients: channels.map((channel) => new KVClient(channel)), next: 0 }
  })
  const close = () => {
    for (const { channels } of perMember) for (const channel of channels) channel.close()
  }
  try {
    await Promise.all(
      perMember.flatMap(({ channels, clients }, index) =>
        clients.map((client, position) => prove(channels[position], client, members[index], arm.prefix)),
      ),
    )
  } catch (error) {
    close()
    throw error
  }
  const channels = perMember.flatMap((connections) => connections.channels)
  return {
    attempt: (request) => attempt(perMember, arm, loss, request),
    connections() {
      const open = channels.filter((channel) => channel.isConnected()).length
      return { open, waiting: channels.length - open }
    },
    close,
  }
}

/** Connects one channel and reads once, so that no attempt pays for a handshake. */
async function prove(
  channel: EtcdChannel | undefined,
  client: KVClient,
  member: LabMember | undefined,
  prefix: string,
): Promise<void> {
  try {
    await channel?.ready(CONNECT_TIMEOUT_MS)
    await client.range(
      { key: Buffer.from(`${prefix}connect`) },
      { deadline: Date.now() + CONNECT_TIMEOUT_MS },
    )
  } catch (error) {
    throw new LabError(
      `${member?.name ?? 'A member'} does not answer through its proxy at ${member?.proxiedAddress ?? 'an unknown address'}: ` +
        `${describeError(error)}. Look into the logs of etcd and Toxiproxy; starting the lab anew helps.`,
      { cause: error },
    )
  }
}

async function attempt(
  perMember: readonly Connections[],
  keys: ArmKeys,
  { paths }: LossSource,
  request: AttemptRequest,
): Promise<AttemptReply> {
  const { kind, member, loss, timeoutMs, signal } = request
  if (signal.aborted) return cancelledBeforeSending()
  // grpc-js drops fractions when it arms its timer; an attempt must not end before its time.
  const deadline = Math.ceil(Date.now() + timeoutMs)
  const options: EtcdCallOptions = { deadline, signal }
  const send = (client: KVClient) => sendRequest(client, keys, request, options)
  const sendCleanly = () => answerOf(kind, send(nextClient(perMember, member)))
  if (loss && !paths) throw new RangeError('an attempt is to be lost, and no paths that lose are open')
  const reply = await (loss && paths
    ? loseAttempt(paths, { kind, member, loss }, send, sendCleanly)
    : sendCleanly())
  return cancelledByWhom(reply, {
    isAborted: signal.aborted,
    isPastDeadline: Date.now() >= deadline,
  })
}

function nextClient(perMember: readonly Connections[], member: number): KVClient {
  const connections = perMember[member]
  const client = connections?.clients[connections.next++ % connections.clients.length]
  if (!client) throw new RangeError(`there is no member ${member}`)
  return client
}

async function answerOf(kind: AttemptRequest['kind'], sent: Promise<AttemptReply>): Promise<AttemptReply> {
  try {
    return await sent
  } catch (error) {
    return classifyError(kind, error)
  }
}

/** @returns the revision after which nothing was left */
async function deletePrefix(client: KVClient, prefix: string, mayCompact: boolean): Promise<bigint> {
  const key = Buffer.from(prefix)
  const deadline = Date.now() + CLEAN_TIMEOUT_MS
  const { header, deleted } = await client.deleteRange({ key, range_end: endOfPrefix(key) }, { deadline })
  const revision = BigInt(header.revision)
  if (deleted === '0' || !mayCompact) return revision
  try {
    await client.compact({ revision: header.revision }, { deadline })
  } catch (error) {
    if (!isAlreadyCompacted(error)) throw error
  }
  return revision
}
