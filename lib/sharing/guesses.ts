/** Guesses at the tokens of share links, counted over all routes of this process. */
import { GuessLimiter } from '../core/share/guess-limiter'

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeGuesses?: GuessLimiter }

export function guesses(): GuessLimiter {
  return (holder.retryscopeGuesses ??= new GuessLimiter())
}
