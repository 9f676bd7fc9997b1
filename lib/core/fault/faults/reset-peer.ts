/** Connections that are cut as soon as they are used, by Toxiproxy's `reset_peer` toxic. */
import { z } from 'zod'
import { milliseconds, toxicFields } from '../fault-fields'
import { toxicFault } from '../toxic-fault'

const params = z.strictObject({
  delayMs: milliseconds(0, 'Delay', 'Between the first piece of data and the cut.'),
  ...toxicFields,
})

export const resetPeer = toxicFault({
  name: 'reset-peer',
  title: 'Connection reset',
  description:
    'Cuts each connection at the first piece of data that passes after the fault began; that piece is lost. Connections that stood before end in order (FIN), those opened later with a reset (RST). As every new connection is cut at its first bytes, nothing gets through while the fault lasts: a caller learns at once that something is wrong, unlike in a black hole.',
  params,
  phrase: ({ delayMs }) => (delayMs === 0 ? 'connection reset' : `connection reset after ${delayMs} ms`),
})
