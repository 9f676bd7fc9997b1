/**
 * Measures whether exactly the attempts are lost that were drawn, by means that know nothing of the paths that lose: etcd's own
 * counters, and every key read back around the proxies.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { KVClient } from 'etcd3'
import { RANDOM_PURPOSE, streamOf } from '@/lib/core/random/stream'
import type { AttemptReply, Client, LossPlan, Target } from '@/lib/engine/ports'
import { EtcdChannel } from '@/lib/lab/etcd/etcd-channel'
import type { LabAddress } from '@/lib/lab/lab'

/** What a caller has given up may still be on its way: it has come to rest when nothing began for so long. */
const SETTLE_MS = 300

export interface LossQuestion {
  way: LossPlan['ways'][number]
  /** Probability that an attempt is drawn as lost. */
  share: number
  attempts: number
  concurrency: number
  attemptTimeoutMs: number
  valueBytes: number
  /** What the paths are planned for. */
  lostPerSecond: number
  seed: number
}

export interface LossAnswer {
  /** Attempts that were drawn as lost, by number. */
  drawn: Set<number>
  /** Attempts whose key was found in etcd afterwards, by number. */
  applied: Set<number>
  replies: readonly AttemptReply[]
  /** Puts that etcd itself says to have begun. */
  putsStarted: number
  /** Attempts that went the clean way, or were answered, although they were drawn as lost. */
  missed: number
  openMs: number
  tookMs: number
  /** How long lost attempts took until their callers learned of it, ascending. */
  lostMs: number[]
}

/** Puts `attempts` keys, each once, and looks at what has become of them. */
export async function measureLoss(
  address: LabAddress,
  target: Target,
  question: LossQuestion,
): Promise<LossAnswer> {
  const { way, share, attempts, attemptTimeoutMs, valueBytes, lostPerSecond, seed } = question
  const prefix = `retryscope/fidelity/${way.manner}-${way.kind}-${share}/`
  await target.clean(prefix)
  const drawn = new Set(
    Array.from({ length: attempts }, (_, number) => number).filter(
      (number) => streamOf(seed, RANDOM_PURPOSE.loss, 0, number, 1).next() < share,
    ),
  )
  const client = await target.openClient({ prefix, valueBytes, connectionsPerMember: 4 })
  const openFromMs = performance.now()
  const paths = await target.openLossPaths({ ways: [way], attemptTimeoutMs, valueBytes, lostPerSecond })
  const openMs = performance.now() - openFromMs
  const before = await requestsStarted(address, ['Put'])
  const fromMs = performance.now()
  const { replies, lostMs } = await send(client, target.members.length, question, drawn)
  const tookMs = performance.now() - fromMs
  const putsStarted = (await settledPuts(address)) - before
  const { missed } = await paths.close()
  client.close()
  const applied = await appliedNumbers(address, prefix)
  await target.clean(prefix)
  return { drawn, applied, replies, putsStarted, missed, openMs, tookMs, lostMs }
}

async function send(
  client: Client,
  members: number,
  { attempts, attemptTimeoutMs, concurrency, way }: LossQuestion,
  drawn: ReadonlySet<number>,
): Promise<{ replies: AttemptReply[]; lostMs: number[] }> {
  const replies: AttemptReply[] = []
  const lostMs: number[] = []
  const signal = new AbortController().signal
  let next = 0
  const caller = async () => {
    for (let number = next++; number < attempts; number = next++) {
      const isLost = drawn.has(number)
      const fromMs = performance.now()
      replies[number] = await client.attempt({
        ...{ kind: 'put', key: number, member: number % members, timeoutMs: attemptTimeoutMs, signal },
        ...(isLost && { loss: way }),
      })
      if (isLost) lostMs.push(performance.now() - fromMs)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, caller))
  return { replies, lostMs: lostMs.sort((a, b) => a - b) }
}

/** `grpc_server_started_total` of these methods, over all members. */
export async function requestsStarted({ members }: LabAddress, methods: readonly string[]): Promise<number> {
  let total = 0
  for (const { adminUrl } of members) {
    const text = await (await fetch(`${adminUrl}/metrics`)).text()
    for (const [, method = '', value] of text.matchAll(
      /^grpc_server_started_total\{.*grpc_method="(\w+)".*\} (\S+)$/gm,
    ))
      if (methods.includes(method)) total += Number(value)
  }
  return total
}

async function settledPuts(address: LabAddress): Promise<number> {
  for (let last = -1; ;) {
    const now = await requestsStarted(address, ['Put'])
    if (now === last) return now
    last = now
    await sleep(SETTLE_MS)
  }
}

/** The numbers of the keys below the prefix, read around the proxies. */
export async function appliedNumbers({ members }: LabAddress, prefix: string): Promise<Set<number>> {
  const [member] = members
  if (!member) throw new Error('the lab has no members')
  const channel = new EtcdChannel(member.directAddress)
  const end = Buffer.from(prefix)
  end[end.length - 1] = (end.at(-1) ?? 0) + 1
  try {
    const { kvs } = await new KVClient(channel).range({
      key: Buffer.from(prefix),
      range_end: end,
      keys_only: true,
    })
    return new Set(kvs.map(({ key }) => Number(key.toString().slice(prefix.length))))
  } finally {
    channel.close()
  }
}
