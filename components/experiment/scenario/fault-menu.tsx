'use client'

import type { TargetKind } from '@/lib/core/fault/fault'
import { GroupedMenu } from '../grouped-menu'
import { useLab } from '../lab-context'
import { faultGroups } from './fault-groups'

const WORDS = {
  button: 'Add fault',
  search: 'Search faults',
  placeholder: 'Search, for example: latency, leader, loss',
  list: 'Faults',
  none: 'No fault has all these words.',
}

/** Adds a step with a fault of the registry. */
export function FaultMenu({
  target,
  disabled,
  onAdd,
}: {
  target: TargetKind
  disabled: boolean
  onAdd: (name: string) => void
}) {
  const lab = useLab()
  return (
    <GroupedMenu
      words={WORDS}
      groupsOf={(search) => faultGroups(search, target, lab?.capabilities ?? null)}
      disabled={disabled}
      onAdd={onAdd}
    />
  )
}
