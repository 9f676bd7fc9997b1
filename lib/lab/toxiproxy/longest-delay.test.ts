import { expect, test } from 'vitest'
import { longestDelayMs } from './longest-delay'
import type { ToxicState } from './toxiproxy-control'

const upstream = (type: string, attributes: Record<string, number>): ToxicState => ({
  ...{ name: type, type, stream: 'upstream', toxicity: 1 },
  attributes,
})

test.each([
  ['nothing', [], 0],
  ['latency with jitter', [upstream('latency', { latency: 100, jitter: 50 })], 150],
  ['a bandwidth of 10 kB/s', [upstream('bandwidth', { rate: 10 })], 2_000],
  [
    'slices of 80 to 120 bytes, 1 ms apart',
    [upstream('slicer', { average_size: 100, size_variation: 20, delay: 1_000 })],
    250,
  ],
  [
    'several at once',
    [upstream('latency', { latency: 100, jitter: 0 }), upstream('bandwidth', { rate: 10 })],
    2_100,
  ],
  ['a line that lets nothing through: it is given up', [upstream('bandwidth', { rate: 0 })], 10_000],
  ['what comes back', [{ ...upstream('latency', { latency: 100, jitter: 0 }), stream: 'downstream' }], 0],
])('20 kB are held back by %s', (_, toxics, ms) => {
  expect(longestDelayMs(toxics, 20_000)).toBe(ms)
})
