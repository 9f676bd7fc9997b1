/** One member cut off from its peers, while its clients still reach it: the partition that split-brain tests are made of. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { TARGET_MEMBERS } from '../fault-fields'

const params = z.strictObject({
  on: z.enum(TARGET_MEMBERS).exclude(['all']).default('leader').meta({
    title: 'Member',
    description:
      'Who is cut off. leader and follower are whoever it is when the fault begins; the follower is the voting member after the leader.',
  }),
})

export const peerCut: FaultDefinition<typeof params> = {
  name: 'peer-cut',
  title: 'Cut off from peers',
  group: 'cluster',
  description:
    'Drops every packet between one member and the others, both ways, on the connections that stand and on new ones; its clients still reach it. A leader that is cut off answers writes and linearizable reads with time-outs, and its serializable reads with old values, while the others elect a new one within about two seconds. A follower loses only itself. Needs Linux, root and nftables.',
  params,
  span: 'lasting',
  targets: ['etcd'],
  needs: () => ['peer-cut'],
  describe: ({ on }) => `${on.startsWith('member-') ? on : `the ${on}`} cut off from its peers`,
}
