/** The usual way to define a strategy: say of which parts it is composed; running it and its delay bounds follow. */
import type { z } from 'zod'
import { boundsWithin, compose, retryLimitOf, type Parts } from './compose'
import { httpParts, withHttp } from './parts/http-params'
import type { StrategyDefinition } from './strategy'

export interface ComposedStrategy<Params extends z.ZodObject> extends Pick<
  StrategyDefinition<Params>,
  'name' | 'title' | 'group' | 'description' | 'params' | 'needs'
> {
  /** Asked once per arm and trial, so parts may hold state that the arm's operations share. */
  parts(params: z.output<Params>): Parts
}

/** Makes a registry entry of a composition. It can be told, besides, how to read the replies of a target over HTTP. */
export function composedStrategy<Params extends z.ZodObject>({
  parts,
  ...entry
}: ComposedStrategy<Params>): StrategyDefinition<Params> {
  return {
    ...entry,
    params: withHttp(entry.params),
    create: (params) => compose({ ...httpParts(params), ...parts(params) }),
    delayBounds: (params, retry) => boundsWithin(parts(params), retry),
    retryLimit: (params) => retryLimitOf(parts(params)),
  }
}
