/** The cluster grows by a member while it works: first a learner, then a voter. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'

const params = z.strictObject({
  promoteTimeoutMs: z.int().min(1).max(60_000).default(2_000).meta({
    title: 'Time limit of a promotion call',
    unit: 'ms',
    description: 'A call that takes longer is given up and made again.',
  }),
  promoteDeadlineMs: z.int().min(1).max(60_000).default(3_000).meta({
    title: 'Deadline of the promotion',
    unit: 'ms',
    description:
      'All calls together. When it passes, the promotion has failed with a deadline error, whatever the last call said.',
  }),
})
export type LearnerParams = z.output<typeof params>

export const learner: FaultDefinition<typeof params> = {
  name: 'learner',
  title: 'Member added as a learner',
  group: 'cluster',
  description:
    'Adds a fourth member as a learner and starts it: it receives the log and has no vote. When the fault ends it is promoted; etcd refuses that until the learner has 90 % of the leader’s log, so it is asked again until the deadline. From then on three of four votes are needed. After the window it is taken out of the cluster again. etcd refuses to add a member during five seconds after any other has connected: the fault then begins that much later.',
  params,
  span: 'lasting',
  targets: ['etcd'],
  needs: () => ['process-control', 'membership'],
  describe: ({ promoteTimeoutMs, promoteDeadlineMs }) =>
    `a learner added, then promoted (${promoteTimeoutMs} ms a call, ${promoteDeadlineMs} ms in all)`,
}
