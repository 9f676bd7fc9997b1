/** The leader dies without a word, as in a crash of its machine, and comes back when the fault ends. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'

const params = z.strictObject({})

export const leaderKill: FaultDefinition<typeof params> = {
  name: 'leader-kill',
  title: 'Leader killed',
  group: 'cluster',
  description:
    'Kills the process of whoever leads (SIGKILL) and starts it again, with its data, when the fault ends. The others notice after an election time-out of about a second and choose another leader; requests that were waiting for the old one hang until etcd gives them up after 7 s. When the fault ends, all members that should run must answer again.',
  params,
  span: 'lasting',
  targets: ['etcd'],
  needs: () => ['process-control'],
  describe: () => 'the leader killed, then started again',
}
