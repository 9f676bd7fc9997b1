/** From a fault's fields to the links it acts on: whose, and which of them. */
import type { TargetMembers } from '@/lib/core/fault/fault-fields'
import { isLeader, type LeaderControl } from '../etcd/leader'
import type { LabMember } from '../lab'
import type { Link } from '../toxiproxy/link-proxies'

interface Where {
  on: TargetMembers
  link: 'client' | 'peer' | 'both'
}

/**
 * The links that a fault is to act on from now on.
 * @returns the reason, for people, when there are none
 */
export async function linksFor(
  { on, link }: Where,
  members: readonly LabMember[],
  leader: LeaderControl,
): Promise<Link[] | { problem: string }> {
  const chosen = await membersFor(on, members, leader)
  if ('problem' in chosen) return chosen
  const withoutPeer = chosen.filter(({ peerProxyName }) => !peerProxyName)
  if (link !== 'client' && withoutPeer.length > 0)
    return { problem: `there is no proxy in front of the peer port of ${namesOf(withoutPeer)}` }
  return chosen.flatMap((member): Link[] => [
    ...(link === 'peer' ? [] : [{ member, kind: 'client' } as const]),
    ...(link === 'client' ? [] : [{ member, kind: 'peer' } as const]),
  ])
}

/** The members that are meant right now; or why there are none, for people. */
export async function membersFor(
  on: TargetMembers,
  members: readonly LabMember[],
  leader: LeaderControl,
): Promise<LabMember[] | { problem: string }> {
  if (on === 'all') return [...members]
  if (on === 'leader' || on === 'follower') return byRole(on, leader)
  const member = members[Number(on.slice('member-'.length)) - 1]
  return member ? [member] : { problem: `the lab has no ${on}: it has ${members.length} members` }
}

async function byRole(
  role: 'leader' | 'follower',
  control: LeaderControl,
): Promise<LabMember[] | { problem: string }> {
  const states = await control.states()
  const position = states.findIndex(isLeader)
  const leading = states[position]
  if (!leading) return { problem: 'no member says that it is the leader; an election may be on' }
  if (role === 'leader') return [leading.member]
  const follower = [...states.slice(position + 1), ...states.slice(0, position)].find(
    ({ status }) => !status.isLearner,
  )
  return follower ? [follower.member] : { problem: 'no voting member besides the leader answered' }
}

/** "m1, m2" */
export function namesOf(members: readonly LabMember[]): string {
  return members.map(({ name }) => name).join(', ')
}
