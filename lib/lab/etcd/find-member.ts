/** Finds the member that a fault is aimed at. */
import type { LabMember } from '../lab'
import { isLeader, type LeaderControl } from './leader'

/**
 * @param on `leader`, `follower`, or `member-1` and so on, as the lab lists them
 * @returns the member; a sentence for people when there is none right now
 */
export async function findMember(
  on: string,
  members: readonly LabMember[],
  control: Pick<LeaderControl, 'states'>,
): Promise<LabMember | string> {
  const number = /^member-(\d+)$/.exec(on)?.[1]
  if (number !== undefined)
    return members[Number(number) - 1] ?? `there is no ${on}: the lab has ${members.length} members`
  const states = await control.states()
  const leader = states.findIndex(isLeader)
  if (leader === -1) return 'no member says that it is the leader; an election may be on'
  if (on === 'leader') return states[leader]?.member ?? 'the leader is not part of this lab'
  const after = [...states.slice(leader + 1), ...states.slice(0, leader)]
  return after.find(({ status }) => !status.isLearner)?.member ?? 'no other voting member answered'
}
