/** Registers: keys that are overwritten and read. The plainest use of a store, and the one without a memory of its own. */
import { z } from 'zod'
import { defineWorkload, shareOf } from '../workload'

export const register = defineWorkload({
  kind: 'register',
  title: 'Registers',
  description: 'Puts that overwrite a key, and linearizable gets.',
  shows:
    'stale and aborted reads; duplicates in the history only, as a value that is written again looks the same',
  write: 'put',
  params: z.strictObject({
    putShare: shareOf('Share of puts', 0.5, '1 = only puts, 0 = only linearizable gets.'),
    keys: z.int().min(1).max(1_000_000).default(100).meta({
      title: 'Keys',
      unit: 'keys per arm',
      description: 'Size of the key space; keys are drawn uniformly.',
    }),
  }),
  draw({ putShare, keys }, random) {
    const kind = random.next() < putShare ? 'put' : 'get'
    return { kind, key: Math.floor(random.next() * keys) }
  },
})
