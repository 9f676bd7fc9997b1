/** A planned change of etcd's leader, by MoveLeader: what maintenance does, and the mildest disturbance of a cluster. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'

const params = z.strictObject({})

export const leaderTransfer: FaultDefinition<typeof params> = {
  name: 'leader-transfer',
  title: 'Leader switch',
  group: 'cluster',
  description:
    'Asks the leader to hand over to the next voting member (MoveLeader). Writes stop for some tens of milliseconds; about one request in flight is left hanging until etcd gives it up after 7 s. Another member is asked afterwards whether it has happened.',
  params,
  span: 'momentary',
  targets: ['etcd'],
  needs: () => ['leader-moves'],
  describe: () => 'leader switch',
}
