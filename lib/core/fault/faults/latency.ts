/** Latency with jitter on a link, by Toxiproxy's `latency` toxic. */
import { z } from 'zod'
import { milliseconds, toxicFields } from '../fault-fields'
import { toxicFault } from '../toxic-fault'

const params = z.strictObject({
  latencyMs: milliseconds(100, 'Latency', 'Added to each piece of data that passes.'),
  jitterMs: milliseconds(
    0,
    'Jitter',
    'The latency is a whole number drawn from [latency − jitter, latency + jitter) for each piece; below 0 counts as 0.',
  ).meta({ unit: '± ms' }),
  ...toxicFields,
})

export const latency = toxicFault({
  name: 'latency',
  title: 'Latency with jitter',
  description:
    'Delays everything that passes, and never reorders it. The delay is drawn for each piece of data, not for each request: an answer of etcd is several pieces and pays the largest of their delays, so with jitter the effective delay is somewhat more than the nominal one, and more again where many answers share a connection. The TCP handshake is not delayed. A delay below 0 counts as 0, so 100 ± 180 ms has a mean of 108.5 ms.',
  params,
  phrase: ({ latencyMs, jitterMs }) =>
    jitterMs === 0 ? `latency ${latencyMs} ms` : `latency ${latencyMs} ± ${jitterMs} ms`,
})
