/** A member dies and is started again at once, as by a supervisor or in a rolling upgrade. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { describeMember, oneMember } from '../one-member'

const params = z.strictObject({ on: oneMember('follower') })

export const memberRestart: FaultDefinition<typeof params> = {
  name: 'member-restart',
  title: 'Member restart',
  group: 'cluster',
  description:
    'Kills the process of one member (SIGKILL) and starts it again at once, with its data. Its connections break and are back some hundred milliseconds later; if it led, the others choose another leader. It has happened when the member runs anew and answers. To keep it away for longer, use "member-down".',
  params,
  span: 'momentary',
  targets: ['etcd'],
  needs: () => ['process-control'],
  describe: ({ on }) => `restart of ${describeMember(on)}`,
}
