/** The latency of a fault point: one toxic on every member's client link. */
import type { FaultPoint } from '@/lib/core/fault/fault-point'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { OUR_PREFIX, type Link } from './link-proxies'
import { addToxic, removeToxic } from './link-toxics'
import type { ToxiproxyControl } from './toxiproxy-control'

const LATENCY = `${OUR_PREFIX}latency`

/** Sets latency and jitter on every member's client link; none where both are 0. Throws a LabError when it is not so afterwards. */
export async function setClientLatency(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
  { latencyMs, jitterMs }: Pick<FaultPoint, 'latencyMs' | 'jitterMs'>,
): Promise<void> {
  const links = members.map((member): Link => ({ member, kind: 'client' }))
  await removeToxic(toxiproxy, links, LATENCY)
  // Toxiproxy takes integers only.
  const attributes = { latency: Math.round(latencyMs), jitter: Math.round(jitterMs) }
  if (attributes.latency === 0 && attributes.jitter === 0) return
  const toxic = { name: LATENCY, type: 'latency', stream: 'downstream', toxicity: 1, attributes }
  const problem = await addToxic(toxiproxy, links, toxic)
  if (problem !== null) throw new LabError(problem)
}
