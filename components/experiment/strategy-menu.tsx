'use client'

import { useCatalogue } from './catalogue-context'
import { GroupedMenu } from './grouped-menu'
import { strategyGroups } from './strategy-groups'

const WORDS = {
  button: 'Add strategy',
  search: 'Search strategies',
  placeholder: 'Search, for example: jitter, breaker, budget',
  list: 'Strategies',
  none: 'No strategy has all these words.',
}

/** Adds a strategy of the catalogue. */
export function StrategyMenu({ disabled, onAdd }: { disabled: boolean; onAdd: (name: string) => void }) {
  const { all } = useCatalogue()
  return (
    <GroupedMenu
      words={WORDS}
      groupsOf={(search) => strategyGroups(search, all)}
      disabled={disabled}
      onAdd={onAdd}
    />
  )
}
