/** Latency with jitter on a link, by Toxiproxy's `latency` toxic. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'

const params = z.strictObject({
  latencyMs: z.number().min(0).max(60_000).default(100).meta({ title: 'Latency', unit: 'ms' }),
  jitterMs: z.number().min(0).max(60_000).default(0).meta({ title: 'Jitter', unit: '± ms' }),
  on: z.enum(['all']).default('all'),
  link: z.enum(['client', 'peer', 'both']).default('client'),
  stream: z.enum(['downstream', 'upstream']).default('downstream'),
  toxicity: z.number().min(0).max(1).default(1),
})

export const latency: FaultDefinition<typeof params> = {
  name: 'latency',
  title: 'Latency with jitter',
  group: 'link',
  description: 'Delays what is sent.',
  params,
  span: 'lasting',
  targets: ['etcd', 'http'],
  needs: ({ link }) => (link === 'client' ? ['toxics'] : ['toxics', 'peer-link']),
  describe: ({ latencyMs, jitterMs }) => `latency ${latencyMs} ± ${jitterMs} ms`,
}
