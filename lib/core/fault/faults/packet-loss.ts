/** Loss of real packets, by nftables inside a network of the lab's own. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { sharePercent } from './loss'

const params = z.strictObject({
  sharePercent: sharePercent.meta({
    title: 'Share lost',
    unit: '% of packets',
    description:
      'Each packet is lost with this probability, independently of all others, in either direction: a request and its answer are two packets at least.',
  }),
  link: z.enum(['client', 'peer', 'both']).default('client').meta({
    title: 'Link',
    description:
      'client = between callers and Toxiproxy; peer = between the members; both. What goes around the proxies is spared.',
  }),
})

export const packetLoss: FaultDefinition<typeof params> = {
  name: 'packet-loss',
  title: 'Loss of packets',
  group: 'loss',
  description:
    'Drops real packets of at most 1,500 bytes, as a bad line does. TCP notices and sends them again, after 200 ms at the earliest when nothing follows them, so callers see delay rather than loss; only where a time-out is shorter, or a connection cannot be opened, does an attempt fail. Between the members, 5 % slow some writes down, from 20 % on many hang until etcd gives them up after 7 s. Neither seeded nor the same for all strategies: the kernel draws. Needs Linux, root and nftables.',
  params,
  span: 'lasting',
  targets: ['etcd'],
  needs: () => ['packet-loss'],
  describe: ({ sharePercent: share, link }) =>
    `packet loss ${share} % on the ${link === 'both' ? 'client and peer links' : `${link} link`}`,
}
