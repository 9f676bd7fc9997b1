/** A slow line, by Toxiproxy's `bandwidth` toxic. */
import { z } from 'zod'
import { toxicFields } from '../fault-fields'
import { toxicFault } from '../toxic-fault'

const params = z.strictObject({
  rateKBps: z.int().min(0).max(1_000_000).default(100).meta({
    title: 'Rate',
    unit: 'kB/s',
    description: '1 kB = 1,000 bytes, per connection. 0 lets nothing through, and loses nothing.',
  }),
  ...toxicFields,
})

export const bandwidth = toxicFault({
  name: 'bandwidth',
  title: 'Bandwidth',
  description:
    'Lets each connection carry only so many bytes in a second. What does not fit waits, nothing is lost: requests queue behind each other, and those that outlive their time-out still arrive. Each connection has the rate for itself. At a rate of 0 everything stalls until the fault is taken away.',
  params,
  phrase: ({ rateKBps }) => `bandwidth ${rateKBps} kB/s`,
})
