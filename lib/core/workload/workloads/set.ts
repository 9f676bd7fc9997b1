/**
 * A set: every operation adds an element that no other one adds, and nothing is overwritten, so that the final read shows each
 * acknowledged element or its absence. After Jepsen's set workload.
 */
import { z } from 'zod'
import { defineWorkload, shareOf } from '../workload'

export const set = defineWorkload({
  kind: 'set',
  title: 'Sets of unique elements',
  description: 'Adds of elements that are all different, and linearizable gets of elements added before.',
  shows:
    'acknowledged elements that are missing, failed ones that are there, and those that were added twice',
  write: 'add',
  params: z.strictObject({
    addShare: shareOf('Share of adds', 0.8, '1 = only adds, 0 = only linearizable gets.'),
  }),
  // An element is named after the operation that adds it; what is read is one of those asked for before.
  draw({ addShare }, random, operation) {
    if (random.next() < addShare) return { kind: 'put', key: operation }
    return { kind: 'get', key: Math.floor(random.next() * operation) }
  },
})
