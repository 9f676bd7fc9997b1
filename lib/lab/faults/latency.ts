/** Latency on the client links; described in lib/core/fault/faults/latency.ts. */
import { latency } from '@/lib/core/fault/faults/latency'
import { setClientLatency } from '../toxiproxy/client-latency'
import { healClientLinks } from '../toxiproxy/client-links'
import type { FaultDriver } from './fault-driver'

export const latencyDriver: FaultDriver = async ({ params }, { address, toxiproxy }, acts) => {
  acts()
  await setClientLatency(toxiproxy, address.members, latency.params.parse(params))
  return {
    confirmed: true,
    detail: `on ${address.members.map(({ name }) => name).join(', ')}`,
    problem: null,
    remove: () => healClientLinks(toxiproxy, address.members),
  }
}
