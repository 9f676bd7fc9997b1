/**
 * Client tokens: the caller makes one per operation and sends it with every attempt; the receiver remembers those it has
 * accepted and answers a second use with a conflict (HTTP 409). Held for five minutes, as the published design has it.
 */
import type { RandomStream } from '../../random/stream'
import { Remembered } from './remembered'

/** How long a token is remembered. */
export const TOKEN_MEMORY_MS = 5 * 60_000

/** Random bits drawn at a time: what a stream's 32-bit fractions carry for certain. */
const HEX_DIGITS_PER_DRAW = 4

/** Draws a token: a UUID of version 4 (RFC 9562 §5.4), from the operation's own stream, so that a seed repeats it. */
export function drawClientToken(random: RandomStream): string {
  let hex = ''
  while (hex.length < 32)
    hex += Math.floor(random.next() * 16 ** HEX_DIGITS_PER_DRAW)
      .toString(16)
      .padStart(HEX_DIGITS_PER_DRAW, '0')
  // Version 4; variant 10 in the two highest bits of the ninth byte.
  const variant = ((parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16)
  const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17)}`
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-')
}

export interface TokenMemory {
  /** `accepted` at the first use, `conflict` at each other one while the token is remembered. */
  use(token: string, nowMs: number): 'accepted' | 'conflict'
}

/** The receiver's side. @param maxTokens above it the oldest is forgotten before its time */
export function tokenMemory(maxTokens: number): TokenMemory {
  const used = new Remembered({ rememberMs: TOKEN_MEMORY_MS, maxEntries: maxTokens })
  return { use: (token, nowMs) => (used.add(token, nowMs) ? 'accepted' : 'conflict') }
}
