/** The link between clients and members: latency on it, taken away again, and read back both times. */
import type { FaultPoint } from '@/lib/core/fault/fault-point'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { isOurs, OUR_PREFIX } from './our-names'
import { ToxiproxyControl, type ProxyState, type ToxicState } from './toxiproxy-control'

const LATENCY = `${OUR_PREFIX}latency`

/** Sets latency and jitter on every member's proxy; none where both are 0. Throws a LabError when it is not so afterwards. */
export async function setClientLatency(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
  point: Pick<FaultPoint, 'latencyMs' | 'jitterMs'>,
): Promise<void> {
  const toxic = {
    name: LATENCY,
    // Toxiproxy takes integers only.
    latencyMs: Math.round(point.latencyMs),
    jitterMs: Math.round(point.jitterMs),
  }
  const wanted = toxic.latencyMs > 0 || toxic.jitterMs > 0
  const before = await toxiproxy.proxies()
  await Promise.all(
    members.map(async (member) => {
      await removeOurToxics(toxiproxy, proxyOf(before, member))
      if (wanted) await toxiproxy.addLatency(member.proxyName, toxic)
    }),
  )
  const after = await toxiproxy.proxies()
  for (const member of members) {
    const { enabled, toxics } = proxyOf(after, member)
    const found = toxics.map(describe).join(', ') || 'no toxic'
    const expected = wanted ? describe(latencyState(toxic)) : 'no toxic'
    if (found !== expected || !enabled)
      throw new LabError(
        `The latency of ${member.name} is not as asked: expected ${expected}, Toxiproxy says ${found}` +
          `${enabled ? '' : ' and that the proxy is disabled'}. Does somebody else change proxy ${member.proxyName}?`,
      )
  }
}

/** Removes our toxics from every member's proxy and enables it. Throws a LabError when it is not so afterwards. */
export async function healClientLinks(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<void> {
  const before = await toxiproxy.proxies()
  await Promise.all(
    members.map(async (member) => {
      const proxy = proxyOf(before, member)
      await removeOurToxics(toxiproxy, proxy)
      if (!proxy.enabled) await toxiproxy.enableProxy(proxy)
    }),
  )
  const after = await toxiproxy.proxies()
  for (const member of members) {
    const { enabled, toxics } = proxyOf(after, member)
    const left = toxics.filter(isOurs).map(describe)
    if (left.length > 0 || !enabled)
      throw new LabError(
        `Faults of ${member.name} could not be removed: ${[...left, ...(enabled ? [] : ['its proxy is disabled'])].join(', ')}. ` +
          `Remove them from proxy ${member.proxyName} of Toxiproxy at ${toxiproxy.url}, or start the lab anew.`,
      )
  }
}

/**
 * Removes every fault of the server, whoever has set it: only for servers that are all ours. Throws a LabError when it
 * is not so afterwards.
 */
export async function clearClientLinks(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<void> {
  await toxiproxy.reset()
  await healClientLinks(toxiproxy, members)
}

/** The faults that are set on each member's link, in words; for people who look at a lab. */
export async function readClientFaults(
  toxiproxy: ToxiproxyControl,
  members: readonly LabMember[],
): Promise<{ member: string; fault: string }[]> {
  const proxies = await toxiproxy.proxies()
  return members.flatMap((member) => {
    const proxy = proxies.get(member.proxyName)
    const faults = proxy
      ? [...proxy.toxics.map(describe), ...(proxy.enabled ? [] : ['its proxy is disabled'])]
      : ['it has no proxy any more']
    return faults.map((fault) => ({ member: member.name, fault }))
  })
}

async function removeOurToxics(toxiproxy: ToxiproxyControl, proxy: ProxyState): Promise<void> {
  for (const toxic of proxy.toxics.filter(isOurs)) await toxiproxy.removeToxic(proxy.name, toxic.name)
}

function proxyOf(proxies: ReadonlyMap<string, ProxyState>, member: LabMember): ProxyState {
  const proxy = proxies.get(member.proxyName)
  if (!proxy)
    throw new LabError(
      `Toxiproxy has no proxy ${member.proxyName} for ${member.name} any more. Was it restarted? Start the lab anew.`,
    )
  return proxy
}

function latencyState(toxic: { name: string; latencyMs: number; jitterMs: number }): ToxicState {
  const attributes = { latency: toxic.latencyMs, jitter: toxic.jitterMs }
  return { name: toxic.name, type: 'latency', stream: 'downstream', toxicity: 1, attributes }
}

/** Every property that matters, in one order: for people, and to compare what is with what should be. */
function describe({ name, type, stream, toxicity, attributes }: ToxicState): string {
  const values = Object.entries(attributes)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => `${key} ${value}`)
  return `${name} (${[type, stream, `toxicity ${toxicity}`, ...values].join(', ')})`
}
