/** A member dies without a word and stays away until the fault ends. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { describeMember, oneMember } from '../one-member'

const params = z.strictObject({ on: oneMember('follower') })

export const memberDown: FaultDefinition<typeof params> = {
  name: 'member-down',
  title: 'Member down',
  group: 'cluster',
  description:
    'Kills the process of one member (SIGKILL) and starts it again, with its data, when the fault ends. New connections to it are refused; with two of three members left, the cluster goes on. Two of these at once take the majority away: nothing is written until one of them ends.',
  params,
  span: 'lasting',
  targets: ['etcd'],
  needs: () => ['process-control'],
  describe: ({ on }) => `${describeMember(on)} killed, then started again`,
}
