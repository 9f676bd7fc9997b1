/**
 * Paths that lose whatever is sent on them, beside the clean ones: one pool of armed connections for each member and way of
 * losing. All arms of a trial share them, since all that goes there dies anyway; clean connections are never shared.
 */
import { KVClient } from 'etcd3'
import { largestRequestBytes, REQUEST_OVERHEAD_BYTES } from '@/lib/core/fault/loss-sizes'
import type { LossPlan } from '@/lib/engine/ports'
import type { LabMember } from '../lab'
import { openArmedGroup, type PathMaker } from './armed-group'
import { ArmedPool } from './armed-pool'
import type { EtcdCallOptions } from './etcd-channel'
import { messageBytes, type ServiceName } from './etcd-services'
import { armingOf, pathsNeeded, type LossWay } from './loss-arming'

/** No armed connection was free. Nothing was sent. */
export class NoFreePathError extends Error {
  override name = 'NoFreePathError'
}

export interface LossPaths {
  /**
   * etcd's client whose every request is lost in this way. A call rejects with grpc's own error, or with a
   * {@link NoFreePathError}.
   * @throws RangeError when no such paths were opened
   */
  client(member: number, way: LossWay): KVClient
  /** Counts an attempt that should have been lost and was not. */
  missed(): void
  /** Takes all paths away. @throws LabError when Toxiproxy does not let go of one */
  close(): Promise<{ missed: number }>
}

/**
 * Opens the paths, armed and ready.
 * @param makerOf what a member's paths are made with
 * @throws LabError when they cannot be had; nothing is left then
 */
export async function openLossPaths(
  members: readonly LabMember[],
  makerOf: (member: LabMember) => PathMaker,
  plan: LossPlan,
): Promise<LossPaths> {
  const paths = members.flatMap((member, index) =>
    plan.ways.map((way) => {
      const pool = poolFor(makerOf(member), way, plan, members.length)
      return { key: keyOf(index, way), pool, client: new KVClient(new LosingChannel(pool)) }
    }),
  )
  const clients = new Map(paths.map(({ key, client }) => [key, client]))
  const close = () => Promise.all(paths.map(({ pool }) => pool.close()))
  const filled = await Promise.allSettled(paths.map(({ pool }) => pool.fill()))
  const failed = filled.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') {
    await close()
    throw failed.reason
  }
  let missed = 0
  return {
    client(member, way) {
      const client = clients.get(keyOf(member, way))
      if (!client) throw new RangeError(`no path was opened for ${keyOf(member, way)}`)
      return client
    },
    missed: () => void (missed += 1),
    async close() {
      await close()
      return { missed }
    },
  }
}

function poolFor(maker: PathMaker, way: LossWay, plan: LossPlan, members: number): ArmedPool {
  const arming = armingOf(way)
  const perMember = plan.lostPerSecond / members
  const wanted = pathsNeeded(way, perMember, plan.attemptTimeoutMs, largestRequestBytes(plan.valueBytes))
  return new ArmedPool((signal) => openArmedGroup(maker, arming, signal), arming.connectionsPerProxy, wanted)
}

function keyOf(member: number, { kind, manner }: LossWay): string {
  return `member ${member}, ${manner} ${kind} loss`
}

/** What etcd3's clients stand on: each call goes to a connection that has room for it. */
class LosingChannel {
  /** Part of the interface etcd3's clients stand on; deadlines are given with each call here. */
  readonly callOptionsFactory = undefined
  readonly #pool: ArmedPool

  constructor(pool: ArmedPool) {
    this.#pool = pool
  }

  exec<Reply>(
    service: ServiceName,
    method: string,
    payload: unknown,
    options?: EtcdCallOptions,
  ): Promise<Reply> {
    const bytes = messageBytes(service, method, payload) + REQUEST_OVERHEAD_BYTES
    const connection = this.#pool.take(bytes)
    if (!connection) return Promise.reject(new NoFreePathError('no path that loses is free'))
    const reply = connection.exec<Reply>(bytes, service, method, payload, options)
    this.#pool.leaveIfSpent(connection)
    return reply
  }

  withConnection(): Promise<never> {
    return Promise.reject(new Error('this channel carries single calls only'))
  }

  markFailed(): void {
    return
  }
}
