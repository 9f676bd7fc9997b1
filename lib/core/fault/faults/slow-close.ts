/** Connections that linger when they are closed, by Toxiproxy's `slow_close` toxic. */
import { z } from 'zod'
import { milliseconds, toxicFields } from '../fault-fields'
import { toxicFault } from '../toxic-fault'

const params = z.strictObject({
  delayMs: milliseconds(1_000, 'Delay', 'Between the close on one side and on the other.'),
  ...toxicFields,
})

export const slowClose = toxicFault({
  name: 'slow-close',
  title: 'Slow close',
  description:
    'Delays the end of a connection and nothing else: data passes as ever, but when one side closes, the other hears of it only after the delay. A caller with standing connections notices it only when a member goes down or a connection is cut: until then it goes on to wait for a member that is gone.',
  params,
  phrase: ({ delayMs }) => `slow close ${delayMs} ms`,
})
