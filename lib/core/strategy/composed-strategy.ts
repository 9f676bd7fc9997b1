/** The usual way to define a strategy: say of which parts it is composed; running it and its delay bounds follow. */
import type { z } from 'zod'
import { boundsWithin, compose, type Parts } from './compose'
import type { StrategyDefinition } from './strategy'

export interface ComposedStrategy<Params extends z.ZodType> extends Pick<
  StrategyDefinition<Params>,
  'name' | 'title' | 'group' | 'description' | 'params' | 'needs'
> {
  /** Asked once per arm and trial, so parts may hold state that the arm's operations share. */
  parts(params: z.output<Params>): Parts
}

/** Makes a registry entry of a composition. */
export function composedStrategy<Params extends z.ZodType>({
  parts,
  ...entry
}: ComposedStrategy<Params>): StrategyDefinition<Params> {
  return {
    ...entry,
    create: (params) => compose(parts(params)),
    delayBounds: (params, retry) => boundsWithin(parts(params), retry),
  }
}
