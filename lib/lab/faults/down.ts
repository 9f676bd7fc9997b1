/** Links that are down; described in lib/core/fault/faults/down.ts. */
import { down } from '@/lib/core/fault/faults/down'
import { cutLinks, restoreLinks } from '../toxiproxy/link-cuts'
import { describeLinkOf } from '../toxiproxy/link-proxies'
import type { FaultDriver } from './fault-driver'
import { linksFor } from './link-targets'

export const downDriver: FaultDriver = async ({ params }, { address, leader, toxiproxy }, acts) => {
  const links = await linksFor(down.params.parse(params), address.members, leader)
  if ('problem' in links) return { confirmed: false, detail: '', problem: links.problem }
  const problem = await cutLinks(toxiproxy, links, acts)
  return {
    confirmed: problem === null,
    detail: `on ${links.map(describeLinkOf).join(', ')}`,
    problem,
    // A link that another fault holds down is not this one's to restore.
    ...(problem === null && { remove: () => restoreLinks(toxiproxy, links) }),
  }
}
