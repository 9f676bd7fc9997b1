/**
 * What makes a connection lose, for each way of losing. All of them act on a connection that has been made before, so that
 * nothing of its handshake is lost. Measured with etcd 3.7.3 and Toxiproxy 2.12 by `npm run bench -- fault-fidelity`.
 *
 * - silent, request: all that goes upstream is dropped. The caller waits for its time-out, etcd never hears of it.
 * - silent, ack: all that comes downstream is dropped. etcd executes and answers, and the caller waits for its time-out.
 *   No WINDOW_UPDATE comes back either, so HTTP/2 lets 64 KiB of requests out and then nothing: the connection must be
 *   left well before (RFC 9113 §6.9).
 * - loud, request: all that goes upstream is dropped, and 10 ms after the first piece of it the connection is cut. What is
 *   sent within the first half of that time shares its fate.
 * - loud, ack: the connection is cut in the middle of the answer. Before an answer, etcd sends a WINDOW_UPDATE (13 bytes)
 *   and a PING (17), and a WINDOW_UPDATE more for each further 16 KiB of the request; an answer has at least 64 bytes. So a
 *   limit of 60 bytes lies behind what comes first and before the answer's end.
 *
 * A silent path is good for as many attempts as the window lets through, a loud one for ack loss for a single one: whatever
 * else was under way would be cut before it was executed.
 */
import type { LossPlan } from '@/lib/engine/ports'
import type { Arming } from '../toxiproxy/loss-proxies'

/** What becomes of an attempt, and how its caller learns of it. */
export type LossWay = LossPlan['ways'][number]

export interface ArmingOf {
  toxic: Arming
  /** A connection is left before this many bytes of requests were sent on it. */
  maxBytes: number
  maxAttempts: number
  /** A connection is left so long after the first attempt on it. */
  maxUseMs: number
  /** Connections through one proxy: they are armed at once, and the proxy lives until the last one is done. */
  connectionsPerProxy: number
}

/** Three quarters of the 64 KiB that HTTP/2 lets out before it must hear of the other side. */
export const SPENDABLE_BYTES = 48 * 1024
const ACK_LIMIT_BYTES = 60
const CUT_AFTER_MS = 10

const SILENT = {
  ...{ maxBytes: SPENDABLE_BYTES, maxAttempts: Infinity, maxUseMs: Infinity },
  connectionsPerProxy: 1,
}
const LOUD = { maxBytes: SPENDABLE_BYTES, connectionsPerProxy: 16 }

const ARMINGS: Readonly<Record<`${LossWay['manner']} ${LossWay['kind']}`, ArmingOf>> = {
  'silent request': {
    ...SILENT,
    toxic: { type: 'timeout', stream: 'upstream', attributes: { timeout: 0 } },
  },
  'silent ack': {
    ...SILENT,
    toxic: { type: 'timeout', stream: 'downstream', attributes: { timeout: 0 } },
  },
  'loud request': {
    ...LOUD,
    ...{ maxAttempts: Infinity, maxUseMs: CUT_AFTER_MS / 2 },
    toxic: { type: 'reset_peer', stream: 'upstream', attributes: { timeout: CUT_AFTER_MS } },
  },
  'loud ack': {
    ...LOUD,
    ...{ maxAttempts: 1, maxUseMs: Infinity },
    toxic: { type: 'limit_data', stream: 'downstream', attributes: { bytes: ACK_LIMIT_BYTES } },
  },
}

/** How to lose in this way. */
export function armingOf({ kind, manner }: LossWay): ArmingOf {
  return ARMINGS[`${manner} ${kind}`]
}

/** A loud path is spent at once: enough are kept for this long at the expected rate. */
const LOUD_STOCK_MS = 1_000
const SMALLEST_LOUD_STOCK = 16

/**
 * How many armed connections a member needs, for one way. Silent ones are bound until the last attempt on them has timed
 * out: 1 + ⌈lost per second × time-out × bytes per request ÷ 48 KiB⌉.
 * @param lostPerSecond on this member
 */
export function pathsNeeded(
  { manner }: LossWay,
  lostPerSecond: number,
  attemptTimeoutMs: number,
  bytesPerRequest: number,
): number {
  if (manner === 'loud')
    return Math.max(SMALLEST_LOUD_STOCK, 1 + Math.ceil((lostPerSecond * LOUD_STOCK_MS) / 1000))
  return 1 + Math.ceil((lostPerSecond * attemptTimeoutMs * bytesPerRequest) / 1000 / SPENDABLE_BYTES)
}
