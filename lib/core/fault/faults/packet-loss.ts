/** Loss of real packets, by nftables inside the lab's own network namespace. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { sharePercent } from './loss'

const params = z.strictObject({
  sharePercent: sharePercent.meta({ title: 'Share lost', unit: '% of packets' }),
  link: z.enum(['client', 'peer', 'both']).default('client'),
})

export const packetLoss: FaultDefinition<typeof params> = {
  name: 'packet-loss',
  title: 'Loss of packets',
  group: 'loss',
  description: 'Drops real packets; TCP sends them again, so callers see delay rather than loss.',
  params,
  span: 'lasting',
  targets: ['etcd'],
  needs: () => ['packet-loss'],
  describe: ({ sharePercent: share, link }) => `packet loss ${share} % on the ${link} link`,
}
