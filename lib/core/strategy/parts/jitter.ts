/**
 * Jitter: how a nominal delay is spread so that callers who failed together do not come back together.
 * full and equal as in M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
import { z } from 'zod'
import type { RandomStream } from '../../random/stream'

export const JITTER_KINDS = ['none', 'full', 'equal'] as const
export const jitterSchema = z.enum(JITTER_KINDS)
export type Jitter = z.infer<typeof jitterSchema>

const LOWEST_SHARE: Record<Jitter, number> = { none: 1, full: 0, equal: 0.5 }

/** Lowest and highest delay that jitter can make of a nominal delay, in milliseconds. */
export function jitterBounds(jitter: Jitter, nominalMs: number): { minMs: number; maxMs: number } {
  return { minMs: nominalMs * LOWEST_SHARE[jitter], maxMs: nominalMs }
}

/** Draws a delay: none = nominal, full = U(0, nominal), equal = nominal/2 + U(0, nominal/2). */
export function drawJitter(jitter: Jitter, nominalMs: number, random: RandomStream): number {
  const { minMs, maxMs } = jitterBounds(jitter, nominalMs)
  return jitter === 'none' ? nominalMs : minMs + random.next() * (maxMs - minMs)
}
