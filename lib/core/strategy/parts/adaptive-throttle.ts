/**
 * Client-side adaptive throttling: refuses tries, first ones included, with probability
 * max(0, (requests − K × accepts) / (requests + 1)) over a window.
 * requests counts what was asked for, refused tries included; accepts what the target took on, and a reply that the request
 * itself was wrong is of that kind. Source: Site Reliability Engineering (Google, 2016), chapter 21 "Handling Overload";
 * K = 2, two minutes.
 */
import type { Gate } from './gate'

interface Slot {
  sinceMs: number
  requests: number
  accepts: number
}

/** The window moves on in steps of this share of its length. */
const SLOTS = 20

/** A throttle over the last `windowMs`; k above 1 lets that many times the accepted requests through. */
export function adaptiveThrottle({ windowMs, k }: { windowMs: number; k: number }): Gate {
  const slots: Slot[] = []
  const current = (nowMs: number): Slot => {
    while (slots[0] && slots[0].sinceMs <= nowMs - windowMs) slots.shift()
    const last = slots.at(-1)
    if (last && nowMs < last.sinceMs + windowMs / SLOTS) return last
    const fresh = { sinceMs: nowMs, requests: 0, accepts: 0 }
    slots.push(fresh)
    return fresh
  }
  return {
    ask: ({ nowMs, random }) => {
      const slot = current(nowMs)
      const requests = slots.reduce((sum, { requests }) => sum + requests, 0)
      const accepts = slots.reduce((sum, { accepts }) => sum + accepts, 0)
      slot.requests += 1
      if (random.next() < (requests - k * accepts) / (requests + 1))
        return { admitted: false, reason: 'throttled' }
      return {
        admitted: true,
        report: (reply, atMs) => {
          if (reply.outcome === 'ok' || reply.errorClass === 'rejected') current(atMs).accepts += 1
        },
      }
    },
  }
}
