/** A link that is down: Toxiproxy disables its proxy. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { describeLink, linkFields, linkNeeds } from '../fault-fields'

const params = z.strictObject(linkFields)

export const down: FaultDefinition<typeof params> = {
  name: 'down',
  title: 'Link down',
  group: 'link',
  description:
    'Closes every connection of the link and refuses new ones until the fault ends: callers learn at once that nobody is there, and nothing they send is executed. The member itself lives on and the cluster notices nothing, unless it is the peer link. There, only the connections that others open to the member are refused; raft opens them from both ends, so to cut a member off its peers use a fault made for it.',
  params,
  span: 'lasting',
  targets: ['etcd', 'http'],
  needs: linkNeeds,
  describe: (where) => `link down, ${describeLink(where)}`,
}
