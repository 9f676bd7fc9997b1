/** Connections that break after so many bytes, by Toxiproxy's `limit_data` toxic. */
import { z } from 'zod'
import { toxicFields } from '../fault-fields'
import { toxicFault } from '../toxic-fault'

const params = z.strictObject({
  limitBytes: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(65_536)
    .meta({
      title: 'Limit',
      unit: 'bytes',
      description: 'Per connection and direction, counted from when the fault began on the connection.',
    }),
  ...toxicFields,
})

export const limitData = toxicFault({
  name: 'limit-data',
  title: 'Data limit',
  description:
    'Closes each connection when so many bytes have passed; a message that lies across the limit is cut in the middle. The count belongs to the connection: a caller that connects anew gets the limit again, so with a small limit and many requests connections break all the time. Downstream, requests are executed and their answers torn off.',
  params,
  phrase: ({ limitBytes }) => `cut after ${limitBytes} bytes`,
})
