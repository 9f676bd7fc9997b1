/**
 * Whether Toxiproxy really stands between: a latency that is put on a proxy must be felt behind it, and only there.
 * Anything else would be an experiment without faults, or with faults for others.
 */
import { MaintenanceClient } from 'etcd3'
import { describeError } from '../../etcd/classify-reply'
import { etcdAccess } from '../../etcd/etcd-access'
import type { EtcdChannel } from '../../etcd/etcd-channel'
import type { LabAddress, LabMember } from '../../lab'
import { OUR_PREFIX } from '../../toxiproxy/link-proxies'
import type { ToxicState, ToxiproxyControl } from '../../toxiproxy/toxiproxy-control'
import { notChecked, notOk, ok, type CheckItem } from './check-item'
import { CALL_TIMEOUT_MS, type SeenMember } from './check-members'

/** Far above what a network between a worker and its cluster usually takes. */
const LATENCY_MS = 250
/** The shortest of a few, so that a busy machine does not look like a fault. */
const TRIES = 4
const TOXIC: ToxicState = {
  ...{ name: `${OUR_PREFIX}check`, type: 'latency', stream: 'downstream', toxicity: 1 },
  attributes: { latency: LATENCY_MS, jitter: 0 },
}

export async function checkPath(
  address: LabAddress,
  seen: readonly SeenMember[],
  toxiproxy: ToxiproxyControl,
): Promise<CheckItem[]> {
  return Promise.all(
    seen.map(async ({ member, status }) => {
      const item = { id: `between-${member.name}`, title: `between us and ${member.name}` }
      if (!status) return notChecked(item, 'the member does not answer')
      return checkOne(address, member, toxiproxy, item)
    }),
  )
}

async function checkOne(
  address: LabAddress,
  member: LabMember,
  toxiproxy: ToxiproxyControl,
  item: Pick<CheckItem, 'id' | 'title'>,
): Promise<CheckItem> {
  const access = etcdAccess(address)
  const [direct, proxied] = [access.direct(member), access.proxied(member)]
  try {
    const before = await shortest(proxied)
    await toxiproxy.addToxic(member.proxyName, TOXIC)
    const through = await shortest(proxied)
    const around = await shortest(direct)
    await toxiproxy.removeToxic(member.proxyName, TOXIC.name)
    const figures = `${LATENCY_MS} ms on the proxy: ${through.toFixed(0)} ms through it (${before.toFixed(0)} without), ${around.toFixed(0)} ms around it`
    if (through < LATENCY_MS)
      return notOk(
        item,
        `Toxiproxy is not in between. ${figures}`,
        `${member.proxiedAddress} leads to something else than this Toxiproxy; see RETRYSCOPE_PROXY_HOST and RETRYSCOPE_PROXY_PORTS.`,
      )
    if (around >= through - LATENCY_MS / 2)
      return notOk(
        item,
        `the direct way is as slow as the proxied one. ${figures}`,
        `Does ${member.directAddress} go through a proxy itself? RETRYSCOPE_ETCD_MEMBERS must name the members’ own addresses.`,
      )
    return ok(item, figures)
  } catch (error) {
    return notOk(item, describeError(error), 'See what is said of Toxiproxy and the member.', true)
  } finally {
    direct.close()
    proxied.close()
  }
}

async function shortest(channel: EtcdChannel): Promise<number> {
  const maintenance = new MaintenanceClient(channel)
  // Pays for the connection.
  await maintenance.status({ deadline: Date.now() + CALL_TIMEOUT_MS })
  let shortestMs = Infinity
  for (let tries = 0; tries < TRIES; tries++) {
    const beginMs = performance.now()
    await maintenance.status({ deadline: Date.now() + CALL_TIMEOUT_MS })
    shortestMs = Math.min(shortestMs, performance.now() - beginMs)
  }
  return shortestMs
}
