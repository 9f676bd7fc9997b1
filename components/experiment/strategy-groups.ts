/** The catalogue as people look through it: by group, by words. */
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { STRATEGY_GROUPS, type StrategyDescription, type StrategyGroup } from '@/lib/core/strategy/strategy'
import { hasAllWords } from './search-words'

const GROUP_TITLES: Record<StrategyGroup, string> = {
  baseline: 'Baselines',
  backoff: 'Backoff',
  adaptive: 'Adaptive',
  protection: 'Protecting the target',
  'safe-writes': 'Safe writes',
  library: 'Libraries',
  own: 'Your own',
}

export interface StrategyGroupEntry {
  title: string
  entries: StrategyDescription[]
}

/** Groups that have something to show, in their order; every word of the search must be found in an entry. */
export function strategyGroups(
  search = '',
  all: readonly StrategyDescription[] = builtInCatalogue.all,
): StrategyGroupEntry[] {
  return STRATEGY_GROUPS.map((group) => ({
    title: GROUP_TITLES[group],
    entries: all.filter(
      (entry) =>
        entry.group === group &&
        hasAllWords(`${entry.name} ${entry.title} ${GROUP_TITLES[group]} ${entry.description}`, search),
    ),
  })).filter(({ entries }) => entries.length > 0)
}
