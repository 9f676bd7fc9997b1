/** Watches a cluster that is not ours, around the proxies, and says when a limit is crossed that somebody has set for it. */
import { MaintenanceClient } from 'etcd3'
import { etcdAccess } from '../etcd/etcd-access'
import type { AbortLimits } from '../cluster-terms'
import type { LabAddress } from '../lab'
import { majorityLeader } from '../leader-watcher'
import { ClusterLimits, type MemberSight } from './cluster-limits'

const LOOK_MS = 500
const STATUS_TIMEOUT_MS = 1_000

/**
 * Begins to watch.
 * @param onCrossed told once, with the reason in a sentence for people
 */
export function watchCluster(
  address: LabAddress,
  limits: AbortLimits,
  onCrossed: (reason: string) => void,
): { stop(): void } {
  if (limits.membersDown === null && limits.noLeaderSeconds === null) return { stop: () => undefined }
  const access = etcdAccess(address)
  const connections = address.members.map((member) => {
    const channel = access.direct(member)
    return { member, channel, maintenance: new MaintenanceClient(channel) }
  })
  const judge = new ClusterLimits(limits)
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    const statuses = await Promise.all(
      connections.map(({ maintenance }) =>
        maintenance.status({ deadline: Date.now() + STATUS_TIMEOUT_MS }).catch(() => null),
      ),
    )
    if (isStopped) return
    const members = connections.map(({ member }, index): MemberSight => ({
      name: member.name,
      answers: statuses[index] !== null,
    }))
    const reason = judge.look(performance.now(), members, majorityLeader(statuses) !== null)
    if (reason === null) next()
    else onCrossed(reason)
  }
  const next = () => {
    timer = setTimeout(() => void look(), LOOK_MS)
    timer.unref()
  }
  next()
  return {
    stop() {
      isStopped = true
      clearTimeout(timer)
      for (const { channel } of connections) channel.close()
    },
  }
}
