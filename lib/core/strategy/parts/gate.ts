/**
 * A gate stands before attempts and may refuse them: breakers, budgets, throttles. It lives per arm and trial, shared by
 * all operations, and learns from their results. When it is asked is the composition's business: a breaker or a throttle when
 * the attempt is about to be sent, a budget on retries when the attempt before has failed (see compose.ts).
 */
import type { AttemptReply } from '../../history/attempt'
import type { ErrorClass, Refusal } from '../../history/error-class'
import type { BreakerStateName } from '../../history/series'
import type { RandomStream } from '../../random/stream'

export interface GateQuestion {
  /** 1 = the first try of its operation; above that it is a retry. */
  attempt: number
  nowMs: number
  /** What the operation's attempt before this one came to; null before the first. */
  lastError: ErrorClass | null
  /** The operation's own stream. */
  random: RandomStream
}

export type Passage =
  /** Go on, and report the result by all means: a breaker waits for it. */
  { admitted: true; report(reply: AttemptReply, nowMs: number): void } | { admitted: false; reason: Refusal }

export interface Gate {
  ask(question: GateQuestion): Passage
  /** Of a breaker: tells of each change of its state from now on. Left out = it has no states. */
  watch?(changed: (state: BreakerStateName) => void): void
}

/** Passes through several gates; all must admit. Asked in order, and those that admitted a try that a later one refuses are told nothing. */
export function throughAll(gates: readonly Gate[], question: GateQuestion): Passage {
  const [only] = gates
  if (only && gates.length === 1) return only.ask(question)
  const reports: ((reply: AttemptReply, nowMs: number) => void)[] = []
  for (const gate of gates) {
    const passage = gate.ask(question)
    if (!passage.admitted) return passage
    reports.push((reply, nowMs) => passage.report(reply, nowMs))
  }
  return {
    admitted: true,
    report: (reply, nowMs) => {
      for (const report of reports) report(reply, nowMs)
    },
  }
}
