/** The field of faults that strike one member, and its words. */
import { z } from 'zod'

/** Members are numbered as the lab lists them. */
export const ONE_MEMBER = [
  'leader',
  'follower',
  'member-1',
  'member-2',
  'member-3',
  'member-4',
  'member-5',
] as const
export type OneMember = (typeof ONE_MEMBER)[number]

export function oneMember(byDefault: OneMember) {
  return z.enum(ONE_MEMBER).default(byDefault).meta({
    title: 'Member',
    description:
      'Which member is struck. leader and follower are whoever it is when the fault begins; the follower is the next running member after the leader.',
  })
}

/** "the leader", "a follower", "member 2". */
export function describeMember(on: OneMember): string {
  if (on === 'leader') return 'the leader'
  return on === 'follower' ? 'a follower' : on.replace('-', ' ')
}
