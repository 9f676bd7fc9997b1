import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import type { FaultDefinition } from './fault'
import { bandwidth } from './faults/bandwidth'
import { down } from './faults/down'
import { latency } from './faults/latency'
import { limitData } from './faults/limit-data'
import { resetPeer } from './faults/reset-peer'
import { slicer } from './faults/slicer'
import { slowClose } from './faults/slow-close'
import { timeout } from './faults/timeout'

const all: readonly FaultDefinition[] = [
  latency,
  bandwidth,
  slowClose,
  timeout,
  resetPeer,
  slicer,
  limitData,
  down,
]

describe.each(all.map((fault) => [fault.name, fault] as const))('%s', (_, fault) => {
  it('has a default, a title and words for each of its fields, and refuses others', () => {
    const defaults = fault.params.parse({}) as Record<string, unknown>
    const { properties } = z.toJSONSchema(fault.params) as unknown as {
      properties: Record<string, { title?: string; description?: string }>
    }
    expect(Object.keys(properties).sort()).toEqual(Object.keys(defaults).sort())
    for (const field of Object.values(properties)) {
      expect(field.title).toBeTruthy()
      expect(field.description).toBeTruthy()
    }
    expect(fault.params.safeParse({ unheardOf: 1 }).success).toBe(false)
  })

  it('needs toxics, and peer proxies where it acts on peer links', () => {
    expect(fault.needs(fault.params.parse({}))).toEqual(['toxics'])
    expect(fault.needs(fault.params.parse({ link: 'both' }))).toEqual(['toxics', 'peer-link'])
  })
})

test.each([
  [latency, {}, 'latency 100 ms, downstream, all members'],
  [latency, { jitterMs: 50, on: 'leader', stream: 'upstream' }, 'latency 100 ± 50 ms, upstream, the leader'],
  [
    bandwidth,
    { rateKBps: 20, toxicity: 0.3, on: 'member-2' },
    'bandwidth 20 kB/s, downstream, member-2, on 30 % of connections',
  ],
  [slowClose, { link: 'peer' }, 'slow close 1000 ms, downstream, all members, peer link'],
  [timeout, {}, 'black hole, downstream, all members'],
  [timeout, { timeoutMs: 500 }, 'black hole, closed after 500 ms of silence, downstream, all members'],
  [resetPeer, {}, 'connection reset, downstream, all members'],
  [
    slicer,
    { variationBytes: 8, delayMicros: 100 },
    'slices of 64 ± 8 bytes, 100 µs apart, downstream, all members',
  ],
  [limitData, { limitBytes: 60 }, 'cut after 60 bytes, downstream, all members'],
  [down, { on: 'follower', link: 'both' }, 'link down, the follower, client and peer links'],
] as readonly [FaultDefinition, object, string][])('it tells of itself (case %#)', (fault, params, words) => {
  expect(fault.describe(fault.params.parse(params))).toBe(words)
})

test('the slicer refuses pieces that could be empty: Toxiproxy would fall over them', () => {
  expect(slicer.params.safeParse({ averageBytes: 10, variationBytes: 10 }).success).toBe(false)
})
