/**
 * What a strategy is: it drives an operation from its first attempt to its end. Most are compositions of parts
 * (compose.ts); one that must do otherwise implements {@link Strategy} itself.
 */
import type { z } from 'zod'
import type { BreakerStateName } from '../history/series'
import type { Call, Ending } from './call'
import type { LibraryClient } from './library-client'
import type { DelayBounds } from './parts/backoff'
import type { LeaderWatch } from './parts/leader-watch'

export type { DelayBounds }

/** A strategy at work in one arm of one trial; state that its operations share (breaker, budget) lives in it. */
export interface Strategy {
  /** Attempts, waits and gives up; resolves with why it ended. */
  run(call: Call): Promise<Ending>
  /**
   * True: the strategy hears nothing of its caller's deadline. The operation ends at the deadline for the caller, and what
   * the strategy does from then on is recorded as leaked. Left out = false.
   */
  readonly ignoresCancellation?: boolean
  /** True: it may let its caller go with "accepted for later" (see Call.defer). Left out = false. */
  readonly defers?: boolean
  /** Wants to hear of the cluster's leader. Where no strategy of a window does, nobody watches for it. */
  readonly leaderWatch?: LeaderWatch
  /** Tells of each change of its breaker's state from now on; it begins closed. Left out = no breaker, or one that is silent. */
  watchBreaker?(changed: (state: BreakerStateName) => void): void
  /** Lets go of timers and the like; called once, when the arm's last operation has ended. */
  close?(): void
}

/** Where a strategy stands in the form. */
export const STRATEGY_GROUPS = [
  'baseline',
  'backoff',
  'adaptive',
  'protection',
  'safe-writes',
  'library',
  'own',
] as const
export type StrategyGroup = (typeof STRATEGY_GROUPS)[number]

/** Attempts of an operation, the first included, and its time from the first attempt's start; Infinity = not limited. */
export interface RetryLimit {
  attempts: number
  withinMs: number
}

/** What the form, the charts and a spec need to know of a strategy, wherever it is driven from. */
export interface StrategyDescription<Params extends z.ZodType = z.ZodType> {
  /** As written in a spec. */
  name: string
  title: string
  group: StrategyGroup
  /** One paragraph for people: what it does, when to use it. */
  description: string
  /** Strict object; each field has a default and `.meta({ title, unit, description })`. */
  params: Params
  /** What the target must be able to tell: who leads, or the revision of a value. Left out = nothing. */
  needs?: readonly ('leader' | 'revisions')[]
  /** Bounds of the delay before retry n (1 = the first retry), null when there is no such retry or nobody can know. */
  delayBounds(params: z.output<Params>, retry: number): DelayBounds | null
  /**
   * What alone ends the retries of an operation whose failures are all worth one; null where anything else may (a breaker, a
   * budget, a rule about doubt), or where requests of other kinds stand between its attempts. Left out = null.
   */
  retryLimit?(params: z.output<Params>): RetryLimit | null
  /** The client it has instead of the plain channels, where a library repeats within one call. Left out = those channels. */
  client?(params: z.output<Params>): LibraryClient
  /** Faults that cannot reach the arm, by their names in the spec, each with the reason for people. Left out = all do. */
  outOfReach?: Readonly<Record<string, string>>
  /**
   * How long its work may go on after its callers have left, at most: a trial waits for it. Left out = not at all.
   * @param attemptTimeoutMs how long each attempt may take
   */
  workBehindMs?(params: z.output<Params>, attemptTimeoutMs: number): number
}

/** A strategy of our own: one entry of the registry. */
export interface StrategyDefinition<
  Params extends z.ZodType = z.ZodType,
> extends StrategyDescription<Params> {
  create(params: z.output<Params>): Strategy
}

/** Makes the strategy that a spec names, ready for one arm of one trial. */
export type StrategyFactory = (use: string, params: Record<string, unknown>) => Strategy
