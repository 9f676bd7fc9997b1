/** One member cut off from its peers, while its clients still reach it: the partition that split-brain tests are made of. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { describeMember, oneMember } from '../one-member'

const params = z.strictObject({ on: oneMember('leader') })

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
  describe: ({ on }) => `${describeMember(on)} cut off from its peers`,
}
