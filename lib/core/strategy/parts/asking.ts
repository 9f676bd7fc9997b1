/** Test support: short ways to ask a gate and to report to it. */
import type { AttemptReply } from '../../history/attempt'
import type { ErrorClass } from '../../history/error-class'
import type { Gate, Passage } from './gate'

export const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }
export const FAILED: AttemptReply = { outcome: 'fail', errorClass: 'no-leader' }

/** Any draw that a gate makes comes out as high as possible: nothing is refused by chance. */
export const HIGHEST_DRAW = { next: () => 1 - 2 ** -53 }

export function ask(gate: Gate, attempt: number, nowMs = 0, lastError: ErrorClass | null = null): Passage {
  return gate.ask({ attempt, nowMs, lastError, random: HIGHEST_DRAW })
}

/** Asks for a first attempt and reports its end. */
export function first(gate: Gate, reply: AttemptReply, nowMs = 0): void {
  const passage = ask(gate, 1, nowMs)
  if (!passage.admitted) throw new Error('a first attempt was refused')
  passage.report(reply, nowMs)
}

/** Asks for a retry whose end nobody hears of. */
export function mayRetry(gate: Gate, nowMs = 0, lastError: ErrorClass = 'no-leader'): boolean {
  return ask(gate, 2, nowMs, lastError).admitted
}

/** How many retries in a row pass at one instant. */
export function retriesAtOnce(gate: Gate, nowMs = 0, lastError: ErrorClass = 'no-leader'): number {
  let admitted = 0
  while (admitted < 100_000 && mayRetry(gate, nowMs, lastError)) admitted++
  return admitted
}

export function times(count: number, action: () => void): void {
  for (let n = 0; n < count; n++) action()
}
