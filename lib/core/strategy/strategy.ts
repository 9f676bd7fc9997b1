/**
 * What a strategy is: after an attempt that failed, retry or not, and after which delay.
 * A strategy's state (breaker, budget, RTT window) lives per arm and trial; an operation asks it through a policy.
 */
import type { z } from 'zod'
import type { Outcome, StopReason } from '../history/attempt'
import type { ErrorClass } from '../history/error-class'
import type { RandomStream } from '../random/stream'

/** What the strategy learns about an attempt that did not succeed. */
export interface FailedAttempt {
  /** 1 = the first attempt. */
  attempt: number
  outcome: Exclude<Outcome, 'ok'>
  errorClass: ErrorClass
  /** Since the operation's first attempt started. */
  elapsedMs: number
  /** Until the caller's deadline. */
  remainingMs: number
}

export type Decision =
  | { kind: 'retry'; nominalDelayMs: number; delayMs: number }
  | { kind: 'stop'; reason: Exclude<StopReason, 'retry' | 'succeeded'> }

/** Decides for one operation; asked after each failed attempt. */
export interface OperationPolicy {
  afterFailure(failure: FailedAttempt): Decision
}

/** A strategy at work in one arm of one trial. */
export interface Strategy {
  startOperation(random: RandomStream): OperationPolicy
}

/** The delays a strategy may choose before one retry, in milliseconds. */
export interface DelayBounds {
  nominalMs: number
  minMs: number
  maxMs: number
}

/** One entry of the registry: everything the form, the engine and the charts need to know. */
export interface StrategyDefinition<Params extends z.ZodType = z.ZodType> {
  /** As written in a spec. */
  name: string
  title: string
  /** One paragraph for people: what it does, when to use it. */
  description: string
  /** Strict object; each field has a default and `.meta({ title, unit, description })`. */
  params: Params
  create(params: z.output<Params>): Strategy
  /** Bounds of the delay before retry n (1 = the first retry), null when there is no such retry. */
  delayBounds(params: z.output<Params>, retry: number): DelayBounds | null
}

/** Keeps the types of a definition's params while checking it against the interface. */
export function defineStrategy<Params extends z.ZodType>(
  definition: StrategyDefinition<Params>,
): StrategyDefinition<Params> {
  return definition
}
