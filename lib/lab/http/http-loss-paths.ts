/**
 * Paths that lose whatever is sent on them, for attempts over HTTP: one proxy for each upstream and way of losing, and a new
 * connection through it for each attempt. HTTP/1.1 has nothing to agree upon when a connection is made, so the proxy can lose
 * from the first byte on, and one of them carries as many attempts as there are.
 *
 * - silent, request: all that goes upstream is dropped. - silent, ack: all that comes back is.
 * - loud, request: the connection is cut at the first piece that goes upstream. - loud, ack: in the middle of the answer's head.
 */
import { Agent } from 'node:http'
import type { AttemptReply, AttemptRequest, LossPlan } from '@/lib/engine/ports'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { armLossProxy, createLossProxy, type Arming, type LossProxy } from '../toxiproxy/loss-proxies'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { unlessDone } from '../toxiproxy/unless-done'
import { hostAndPort } from './host-and-port'
import type { WireRequest } from './http-request'
import { sendAttempt, type Endpoint } from './send-attempt'

type LossWay = LossPlan['ways'][number]

const ARMINGS: Readonly<Record<`${LossWay['manner']} ${LossWay['kind']}`, Arming>> = {
  'silent request': { type: 'timeout', stream: 'upstream', attributes: { timeout: 0 } },
  'silent ack': { type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } },
  'loud request': { type: 'reset_peer', stream: 'upstream', attributes: { timeout: 0 } },
  // "HTTP/1.1 2" and no more.
  'loud ack': { type: 'limit_data', stream: 'downstream', attributes: { bytes: 10 } },
}

export interface HttpLossPaths {
  /** Sends an attempt down the path. It counts as missed when it was answered all the same. */
  lose(
    request: Pick<AttemptRequest, 'kind' | 'member' | 'timeoutMs' | 'signal'>,
    way: LossWay,
    wire: WireRequest,
  ): Promise<AttemptReply>
  close(): Promise<{ missed: number }>
}

/** Opens the paths, armed and ready. @throws LabError when they cannot be had; nothing is left then */
export async function openHttpLossPaths(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
  { ways }: Pick<LossPlan, 'ways'>,
): Promise<HttpLossPaths> {
  const paths = new Map(
    members.flatMap((member, index) =>
      ways.map((way) => [
        keyOf(index, way),
        new LossPath(toxiproxy, member, ARMINGS[`${way.manner} ${way.kind}`]),
      ]),
    ),
  )
  const closeAll = () => Promise.all([...paths.values()].map((path) => path.close()))
  const opened = await Promise.allSettled([...paths.values()].map((path) => path.open()))
  const failed = opened.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') {
    await closeAll()
    throw failed.reason
  }
  let missed = 0
  return {
    async lose(request, way, wire) {
      const path = paths.get(keyOf(request.member, way))
      if (!path) throw new RangeError(`no path was opened for ${keyOf(request.member, way)}`)
      const reply = await path.send(request, wire)
      if (reply.httpStatus !== undefined) missed += 1
      return reply
    },
    async close() {
      await closeAll()
      return { missed }
    },
  }
}

/** One proxy that loses. A fault that takes the link down takes it along; it is opened anew when it is needed again. */
class LossPath {
  readonly #toxiproxy: ToxiproxyControl
  readonly #member: LabMember
  readonly #arming: Arming
  readonly #agent = new Agent({ keepAlive: false })
  #proxy: LossProxy | null = null
  #opening: Promise<void> | null = null

  constructor(toxiproxy: ToxiproxyControl, member: LabMember, arming: Arming) {
    this.#toxiproxy = toxiproxy
    this.#member = member
    this.#arming = arming
  }

  async open(): Promise<void> {
    const proxy = await createLossProxy(this.#toxiproxy, this.#member)
    try {
      await armLossProxy(this.#toxiproxy, this.#member, proxy, this.#arming)
    } catch (error) {
      await unlessDone(this.#toxiproxy.removeProxy(proxy.name))
      throw error
    }
    // Only now: before, it would let attempts through.
    this.#proxy = proxy
  }

  async send(
    { kind, timeoutMs, signal }: Pick<AttemptRequest, 'kind' | 'timeoutMs' | 'signal'>,
    wire: WireRequest,
  ): Promise<AttemptReply> {
    const beganMs = performance.now()
    const endpoint = this.#endpoint()
    const send = (to: Endpoint, leftMs: number) =>
      sendAttempt(this.#agent, to, kind, wire, { timeoutMs: leftMs, signal })
    const reply = endpoint ? await send(endpoint, timeoutMs) : null
    if (reply && (reply.errorClass !== 'not-sent' || signal.aborted)) return reply
    const leftMs = beganMs + timeoutMs - performance.now()
    const isOpen = leftMs > 0 && (await this.#reopen())
    const again = this.#endpoint()
    // The link itself is down: the attempt is lost with it.
    if (!isOpen || !again || signal.aborted) return { outcome: 'fail', errorClass: 'not-sent' }
    return send(again, Math.max(1, beganMs + timeoutMs - performance.now()))
  }

  async close(): Promise<void> {
    // What cannot be opened needs no closing.
    await this.#opening?.catch(() => undefined)
    const proxy = this.#proxy
    this.#proxy = null
    this.#agent.destroy()
    if (proxy) await unlessDone(this.#toxiproxy.removeProxy(proxy.name))
  }

  /** @returns whether there is a path again */
  async #reopen(): Promise<boolean> {
    this.#opening ??= this.#openAnew().finally(() => (this.#opening = null))
    try {
      await this.#opening
      return true
    } catch (error) {
      if (error instanceof LabError) return false
      throw error
    }
  }

  async #openAnew(): Promise<void> {
    const old = this.#proxy
    this.#proxy = null
    if (old) await unlessDone(this.#toxiproxy.removeProxy(old.name))
    await this.open()
  }

  #endpoint(): Endpoint | null {
    const { authority, directAddress } = this.#member
    return this.#proxy && { ...hostAndPort(this.#proxy.address), authority: authority ?? directAddress }
  }
}

function keyOf(member: number, { kind, manner }: LossWay): string {
  return `upstream ${member}, ${manner} ${kind} loss`
}
