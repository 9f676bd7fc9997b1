/** Toxics on links, described in lib/core/fault/faults/: one driver for all, and a table of how each is told to Toxiproxy. */
import type { z } from 'zod'
import type { FaultDefinition } from '@/lib/core/fault/fault'
import { bandwidth } from '@/lib/core/fault/faults/bandwidth'
import { latency } from '@/lib/core/fault/faults/latency'
import { limitData } from '@/lib/core/fault/faults/limit-data'
import { resetPeer } from '@/lib/core/fault/faults/reset-peer'
import { slicer } from '@/lib/core/fault/faults/slicer'
import { slowClose } from '@/lib/core/fault/faults/slow-close'
import { timeout } from '@/lib/core/fault/faults/timeout'
import { describeLinkOf, OUR_PREFIX } from '../toxiproxy/link-proxies'
import { addToxic, removeToxic } from '../toxiproxy/link-toxics'
import type { ToxicState } from '../toxiproxy/toxiproxy-control'
import type { FaultDriver } from './fault-driver'
import { linksFor } from './link-targets'

/** Checks a step's params by the fault's own schema. `attributes` are Toxiproxy's, which takes whole numbers only. */
function driverFor<Params extends z.ZodType<ToxicParams>>(
  { params: schema }: FaultDefinition<Params>,
  type: string,
  attributes: (params: z.output<Params>) => Record<string, number>,
): FaultDriver {
  return async ({ id, params: given }, { address, leader, toxiproxy }, acts) => {
    const params = schema.parse(given)
    const links = await linksFor(params, address.members, leader)
    if ('problem' in links) return { confirmed: false, detail: '', problem: links.problem }
    const { stream, toxicity } = params
    const toxic = { name: `${OUR_PREFIX}${id}`, type, stream, toxicity, attributes: attributes(params) }
    const problem = await addToxic(toxiproxy, links, toxic, acts)
    return {
      confirmed: problem === null,
      detail: `on ${links.map(describeLinkOf).join(', ')}`,
      problem,
      remove: () => removeToxic(toxiproxy, links, toxic.name),
    }
  }
}

type ToxicParams = Pick<ToxicState, 'toxicity'> & {
  stream: 'upstream' | 'downstream'
} & Parameters<typeof linksFor>[0]

export const latencyDriver = driverFor(latency, 'latency', ({ latencyMs, jitterMs }) => ({
  latency: Math.round(latencyMs),
  jitter: Math.round(jitterMs),
}))

export const bandwidthDriver = driverFor(bandwidth, 'bandwidth', ({ rateKBps }) => ({ rate: rateKBps }))

export const slowCloseDriver = driverFor(slowClose, 'slow_close', ({ delayMs }) => ({
  delay: Math.round(delayMs),
}))

export const timeoutDriver = driverFor(timeout, 'timeout', ({ timeoutMs }) => ({
  timeout: Math.round(timeoutMs),
}))

export const resetPeerDriver = driverFor(resetPeer, 'reset_peer', ({ delayMs }) => ({
  timeout: Math.round(delayMs),
}))

export const slicerDriver = driverFor(slicer, 'slicer', ({ averageBytes, variationBytes, delayMicros }) => ({
  average_size: averageBytes,
  size_variation: variationBytes,
  delay: delayMicros,
}))

export const limitDataDriver = driverFor(limitData, 'limit_data', ({ limitBytes }) => ({ bytes: limitBytes }))
