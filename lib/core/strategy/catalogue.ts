/** Every strategy a spec can name, described: ours, the libraries', and the user's own where they are known. */
import { libraryDescriptions } from './libraries/registry'
import type { LibraryClient } from './library-client'
import { strategies } from './registry'
import type { Strategy, StrategyDescription } from './strategy'

/** Ours can be made right here; libraries and the user's own are made by the worker (lib/lab/strategy-factory.ts). */
export type KnownStrategy = StrategyDescription & {
  create?(params: Record<string, unknown>): Strategy
}

export interface Catalogue {
  /** In the order in which they are shown within their groups. */
  readonly all: readonly KnownStrategy[]
  /** The strategy of that name, or undefined. */
  find(name: string): KnownStrategy | undefined
}

const builtIn: readonly KnownStrategy[] = [
  ...Object.values(strategies),
  ...Object.values(libraryDescriptions),
]

/** The catalogue with the user's own strategies; one of these with a taken name is left out. */
export function catalogueWith(own: readonly StrategyDescription[]): Catalogue {
  const byName = new Map<string, KnownStrategy>()
  for (const strategy of [...builtIn, ...own])
    if (!byName.has(strategy.name)) byName.set(strategy.name, strategy)
  return { all: [...byName.values()], find: (name) => byName.get(name) }
}

/** What the product brings along. */
export const builtInCatalogue: Catalogue = catalogueWith([])

/** The client of its own that this strategy has; undefined = it uses the plain channels. */
export function libraryClientOf(use: string, params: Record<string, unknown>): LibraryClient | undefined {
  const strategy = builtInCatalogue.find(use)
  return strategy?.client?.(strategy.params.parse(params))
}
