/** A proxy that loses, with the connections through it: opened, made usable, armed, and taken away together. */
import { MaintenanceClient } from 'etcd3'
import { onAbort } from '../abort-callbacks'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { longestDelayMs } from '../toxiproxy/longest-delay'
import { armLossProxy, createLossProxy, type LossProxy } from '../toxiproxy/loss-proxies'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { unlessDone } from '../toxiproxy/unless-done'
import { ArmedConnection } from './armed-connection'
import { describeError } from './classify-reply'
import type { EtcdChannel } from './etcd-channel'
import { SPENDABLE_BYTES, type ArmingOf } from './loss-arming'

/** A member that is down is waited for: as soon as it is back, the connection is made. */
const CONNECT_TIMEOUT_MS = 10_000

/** What loss paths of one member are made with. */
export interface PathMaker {
  toxiproxy: ToxiproxyControl
  member: LabMember
  connect(address: string): EtcdChannel
}

export interface ArmedGroup {
  connections: ArmedConnection[]
  /** How long requests that were sent on it can still be on their way to the member: the link may be slow just now. */
  drainMs(): Promise<number>
  /** Ends the connections and takes the proxy away. */
  close(): Promise<void>
}

/**
 * Opens connections that lose.
 * @param signal aborted when they are not wanted any more
 * @throws LabError when they cannot be had; nothing is left then
 */
export async function openArmedGroup(
  maker: PathMaker,
  arming: ArmingOf,
  signal: AbortSignal,
): Promise<ArmedGroup> {
  const { toxiproxy, member } = maker
  const proxy = await createLossProxy(toxiproxy, member)
  const channels = Array.from({ length: arming.connectionsPerProxy }, () => maker.connect(proxy.address))
  const disconnect = () => channels.forEach((channel) => channel.close())
  const close = async () => {
    disconnect()
    await unlessDone(toxiproxy.removeProxy(proxy.name))
  }
  const forget = onAbort(signal, disconnect)
  try {
    if (signal.aborted) throw new LabError(`The loss paths to ${member.name} are not wanted any more.`)
    await Promise.all(channels.map((channel) => makeUsable(channel, member, proxy)))
    await armLossProxy(toxiproxy, member, proxy, arming.toxic)
    if (!channels.every((channel) => channel.isConnected()))
      throw new LabError(`A loss path to ${member.name} broke before it could be used.`)
    return {
      connections: channels.map((channel) => new ArmedConnection(channel, arming)),
      drainMs: async () => longestDelayMs((await toxiproxy.proxy(proxy.name)).toxics, SPENDABLE_BYTES),
      close,
    }
  } catch (error) {
    await close()
    throw error
  } finally {
    forget()
  }
}

/**
 * Exchanges HTTP/2's settings and sends one request, so that the first attempt on the connection is like any later one. The
 * member's status is asked for, because it counts among none of the requests that operations are made of.
 */
async function makeUsable(channel: EtcdChannel, member: LabMember, { address }: LossProxy): Promise<void> {
  try {
    await channel.ready(CONNECT_TIMEOUT_MS)
    await new MaintenanceClient(channel).status({ deadline: Date.now() + CONNECT_TIMEOUT_MS })
  } catch (error) {
    throw new LabError(
      `A loss path to ${member.name} could not be opened at ${address}: ${describeError(error)}. ` +
        'Can this machine reach every port of Toxiproxy’s? Look into the logs of etcd and Toxiproxy.',
      { cause: error },
    )
  }
}
