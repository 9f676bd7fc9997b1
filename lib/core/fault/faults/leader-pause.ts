/** The leader stops doing anything but keeps its connections, as in a long pause of its machine. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'

const params = z.strictObject({})

export const leaderPause: FaultDefinition<typeof params> = {
  name: 'leader-pause',
  title: 'Leader paused',
  group: 'cluster',
  description:
    'Stops the process of whoever leads (SIGSTOP) until the fault ends (SIGCONT): connections stay open, and nothing is answered, as when a virtual machine is moved or a disk hangs. The others choose another leader after about a second. The paused one wakes up believing that it leads, and must learn that it does not.',
  params,
  span: 'lasting',
  targets: ['etcd'],
  needs: () => ['process-control'],
  describe: () => 'the leader stopped, then continued',
}
