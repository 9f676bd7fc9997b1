/**
 * What a strategy is: it drives an operation from its first attempt to its end. Most are compositions of parts
 * (compose.ts); one that must do otherwise implements {@link Strategy} itself.
 */
import type { z } from 'zod'
import type { Call, Ending } from './call'
import type { DelayBounds } from './parts/backoff'

export type { DelayBounds }

/** A strategy at work in one arm of one trial; state that its operations share (breaker, budget) lives in it. */
export interface Strategy {
  /** Attempts, waits and gives up; resolves with why it ended. */
  run(call: Call): Promise<Ending>
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
