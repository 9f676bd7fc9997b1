/** A strategy composed of parts: attempt, classify, check the limits, wait, again. */
import { z } from 'zod'
import type { RandomStream } from '../random/stream'
import { isPermanent } from './parts/classification'
import type { Strategy } from './strategy'

/** Attempts of one operation, the first included. 1 means no retry. */
export const maxAttemptsSchema = z.int().min(1).max(100)

export interface Delay {
  /** Without jitter. */
  nominalMs: number
  plannedMs: number
}

export interface Parts {
  /** The first attempt included. */
  maxAttempts: number
  /** The delay before retry n (1 = the first retry). */
  delay(retry: number, random: RandomStream): Delay
}

/** Builds a strategy that retries whatever is not permanent, within its limits. */
export function compose({ maxAttempts, delay }: Parts): Strategy {
  return {
    async run(call) {
      for (let attempt = 1; ; attempt++) {
        const reply = await call.attempt()
        if (reply.outcome === 'ok') return 'succeeded'
        if (isPermanent(reply.errorClass)) return 'permanent-error'
        if (call.nowMs() >= call.deadlineMs) return 'deadline'
        if (attempt >= maxAttempts) return 'attempts-exhausted'
        const { nominalMs, plannedMs } = delay(attempt, call.random)
        if (!(await call.wait(nominalMs, plannedMs))) return 'deadline'
      }
    },
  }
}
