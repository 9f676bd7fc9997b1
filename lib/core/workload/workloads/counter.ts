/**
 * Counters: a put raises one by one, on the server. The counter is etcd's own `version` of the key ("the number of
 * modifications", etcd API reference, KeyValue), so an increment is one request that no other increment can get in the way of;
 * sent again after its answer was lost, it counts twice. See docs/decisions/018.
 */
import { z } from 'zod'
import { defineWorkload, shareOf } from '../workload'

export const counter = defineWorkload({
  kind: 'counter',
  title: 'Counters',
  description: 'Increments by one, counted by the server (the version of a key), and linearizable gets.',
  shows: 'every increment that took effect twice or not at all: the final value is off by it',
  write: 'increment',
  params: z.strictObject({
    incrementShare: shareOf('Share of increments', 0.8, '1 = only increments, 0 = only linearizable gets.'),
    counters: z.int().min(1).max(100_000).default(10).meta({
      title: 'Counters',
      unit: 'per arm',
      description: 'Drawn uniformly. Few of them make compare-and-set strategies conflict.',
    }),
  }),
  draw({ incrementShare, counters }, random) {
    const kind = random.next() < incrementShare ? 'put' : 'get'
    return { kind, key: Math.floor(random.next() * counters) }
  },
})
