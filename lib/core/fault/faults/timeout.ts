/** A black hole on a link, by Toxiproxy's `timeout` toxic. */
import { z } from 'zod'
import { milliseconds, toxicFields } from '../fault-fields'
import { toxicFault } from '../toxic-fault'

const params = z.strictObject({
  timeoutMs: milliseconds(
    0,
    'Idle time-out',
    'A connection on which nothing was sent for so long is closed; each piece of data starts the time anew. 0 = never.',
  ),
  ...toxicFields,
})

export const timeout = toxicFault({
  name: 'timeout',
  title: 'Black hole',
  description:
    'Drops everything that passes without a word. Upstream, requests never arrive; downstream, they are executed and nobody hears of it. With an idle time-out, connections are closed when nothing was sent for that long. Whole connections vanish, not single requests: for the loss of single attempts use the fault "loss". When the fault ends, Toxiproxy closes every connection that had it, since their data has holes: callers connect anew.',
  params,
  phrase: ({ timeoutMs }) =>
    timeoutMs === 0 ? 'black hole' : `black hole, closed after ${timeoutMs} ms of silence`,
})
