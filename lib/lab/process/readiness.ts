/** Readiness by health: every member answers, around its proxy and through it, and all agree on one leader. */
import { KVClient, MaintenanceClient, type IStatusResponse } from 'etcd3'
import { onAbort } from '../abort-callbacks'
import { describeError } from '../etcd/classify-reply'
import { etcdAccess } from '../etcd/etcd-access'
import type { EtcdChannel } from '../etcd/etcd-channel'
import { withChannel } from '../etcd/with-channel'
import type { LabAddress } from '../lab'
import { LabError } from '../lab-error'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'

const POLL_INTERVAL_MS = 20
const CALL_TIMEOUT_MS = 1_000

/** A lab that did not become healthy: which part of it, and its last answer. */
export class NotReadyError extends LabError {
  constructor(
    readonly member: string,
    message: string,
  ) {
    super(message)
  }
}

/** Waits for Toxiproxy's API and returns its version. */
export async function toxiproxyReady(
  toxiproxy: ToxiproxyControl,
  endMs: number,
  signal: AbortSignal,
): Promise<string> {
  return poll('toxiproxy', endMs, signal, () => toxiproxy.version())
}

/**
 * Waits until the whole cluster answers.
 * @param endMs instant of performance.now() at which to give up
 * @returns etcd's version
 */
export async function clusterReady(address: LabAddress, endMs: number, signal: AbortSignal): Promise<string> {
  const access = etcdAccess(address)
  const key = Buffer.from(`${access.keyPrefix}readiness`)
  const direct = await Promise.all(
    address.members.map(async (member) => {
      const status = await withChannel(access.direct(member), (channel) =>
        poll(member.name, endMs, signal, () => answer(channel, key)),
      )
      // The proxy only after the member: a connection refused behind it would only cost a backoff.
      await withChannel(access.proxied(member), (channel) =>
        poll(member.name, endMs, signal, () => answer(channel, key)),
      )
      return { member, status }
    }),
  )
  const [first, ...others] = direct
  if (!first) throw new LabError('A lab needs at least one etcd member.')
  const stranger = others.find(({ status }) => status.header.cluster_id !== first.status.header.cluster_id)
  if (stranger)
    throw new LabError(
      `${stranger.member.name} belongs to another cluster than ${first.member.name}. Check the addresses of the members.`,
    )
  await poll(first.member.name, endMs, signal, () => agreeOnLeader(address))
  return first.status.version
}

/** One linearizable read and the member's status: rejects until both are had. */
async function answer(channel: EtcdChannel, key: Buffer): Promise<IStatusResponse> {
  await channel.ready(CALL_TIMEOUT_MS)
  const deadline = Date.now() + CALL_TIMEOUT_MS
  await new KVClient(channel).range({ key }, { deadline })
  return new MaintenanceClient(channel).status({ deadline })
}

async function agreeOnLeader(address: LabAddress): Promise<void> {
  const access = etcdAccess(address)
  const leaders = await Promise.all(
    address.members.map((member) =>
      withChannel(
        access.direct(member),
        async (channel) =>
          (await new MaintenanceClient(channel).status({ deadline: Date.now() + CALL_TIMEOUT_MS })).leader,
      ),
    ),
  )
  if (new Set(leaders).size !== 1 || leaders[0] === '0')
    throw new Error('the members disagree on their leader')
}

/** Looks again and again until the part answers. @throws NotReadyError with the last answer; the signal's reason */
export async function poll<Result>(
  part: string,
  endMs: number,
  signal: AbortSignal,
  look: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    signal.throwIfAborted()
    try {
      return await orAborted(look(), signal)
    } catch (error) {
      signal.throwIfAborted()
      if (performance.now() >= endMs)
        throw new NotReadyError(part, `${part} did not become healthy in time: ${describeError(error)}.`)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS))
  }
}

/** Does not wait for an answer that nobody wants any more. */
async function orAborted<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let forget: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    forget = onAbort(signal, () => reject(signal.reason as Error))
  })
  try {
    return await Promise.race([answer, aborted])
  } finally {
    forget?.()
  }
}
