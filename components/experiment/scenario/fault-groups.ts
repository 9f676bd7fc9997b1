/** The registry of faults as people look through it: by group, by words, with what the lab or the target cannot have. */
import { FAULT_GROUPS, type FaultGroup, type LabCapabilities, type TargetKind } from '@/lib/core/fault/fault'
import { faultBeyondLab } from '@/lib/core/fault/missing-capability'
import { allFaults } from '@/lib/core/fault/registry'
import type { MenuGroup } from '../grouped-menu'
import { hasAllWords } from '../search-words'

const GROUP_TITLES: Record<FaultGroup, string> = {
  loss: 'Loss',
  link: 'Links',
  cluster: 'Cluster',
  names: 'Name resolution',
}

/** Groups that have something to show. @param capabilities null while nobody knows: then everything can be had */
export function faultGroups(
  search: string,
  target: TargetKind,
  capabilities: LabCapabilities | null,
): MenuGroup[] {
  return FAULT_GROUPS.map((group) => ({
    title: GROUP_TITLES[group],
    entries: allFaults
      .filter(
        ({ name, title, description, group: ofGroup }) =>
          ofGroup === group && hasAllWords(`${name} ${title} ${GROUP_TITLES[group]} ${description}`, search),
      )
      .map((definition) => ({
        name: definition.name,
        title: definition.title,
        description: definition.description,
        closed: definition.targets.includes(target)
          ? capabilities && faultBeyondLab(definition, capabilities)
          : `Needs the target ${definition.targets.join(' or ')}.`,
      })),
  })).filter(({ entries }) => entries.length > 0)
}
