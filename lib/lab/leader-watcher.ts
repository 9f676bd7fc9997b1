/**
 * Watches the leader of the lab's etcd for strategies: statuses around the proxies, reads through them. Nothing is connected
 * before the first question.
 */
import { KVClient, MaintenanceClient, type IStatusResponse } from 'etcd3'
import type { ClusterLook, Leadership, LeaderWatcher } from '@/lib/engine/ports'
import { etcdAccess } from './etcd/etcd-access'
import type { EtcdCallOptions } from './etcd/etcd-channel'
import type { LabAddress } from './lab'

/** A member that takes longer to say who leads is not heard; local members answer within a few milliseconds. */
const STATUS_TIMEOUT_MS = 200

/** The watcher of the lab at this address. `close` ends its connections. Only etcd has a leader. */
export function createLeaderWatcher(address: LabAddress): LeaderWatcher & { close(): void } {
  if (address.target === 'http') return NOBODY_LEADS
  const access = etcdAccess(address)
  // Needs not be there: the answer that it is not there is as linearizable as any.
  const readKey = Buffer.from(`${access.keyPrefix}leader-check`)
  const members = address.members.map((member) => {
    const [direct, proxied] = [access.direct(member), access.proxied(member)]
    return { direct, proxied, maintenance: new MaintenanceClient(direct), kv: new KVClient(proxied) }
  })
  const spare = address.spare && access.direct(address.spare)
  const statusOfSpare = spare && new MaintenanceClient(spare)
  let readsSent = 0
  return {
    get readsSent() {
      return readsSent
    },
    async look(signal) {
      const options: EtcdCallOptions = { deadline: Date.now() + STATUS_TIMEOUT_MS, signal }
      const [spareStatus, ...statuses] = await Promise.all(
        [statusOfSpare, ...members.map(({ maintenance }) => maintenance)].map(
          async (maintenance) => maintenance?.status(options).catch(() => null) ?? null,
        ),
      )
      return { ...clusterLook(statuses), spareAnswers: spare ? spareStatus !== null : null }
    },
    async readThrough(member, timeoutMs, signal) {
      const kv = members[member]?.kv
      if (!kv) throw new RangeError(`there is no member ${member}`)
      const options: EtcdCallOptions = { deadline: Math.ceil(Date.now() + timeoutMs), signal }
      readsSent += 1
      try {
        await kv.range({ key: readKey }, options)
        return true
      } catch {
        // Whatever the reason: callers that come this way now would not be answered either.
        return false
      }
    },
    close() {
      spare?.close()
      for (const { direct, proxied } of members) {
        direct.close()
        proxied.close()
      }
    },
  }
}

/** What each member says of the leader that a majority names; those that did not answer are null. */
export function clusterLook(
  statuses: readonly (IStatusResponse | null)[],
): Pick<ClusterLook, 'leader' | 'members'> {
  const leader = majorityLeader(statuses)
  const id = leader && statuses[leader.member]?.header.member_id
  return {
    leader,
    members: statuses.map((status) => {
      if (!status) return 'silent'
      return leader && status.leader === id && status.raftTerm === leader.term ? 'agrees' : 'apart'
    }),
  }
}

/** What a majority of all members says; those that did not answer (null) count as members that say nothing. */
export function majorityLeader(statuses: readonly (IStatusResponse | null)[]): Leadership | null {
  for (const [member, own] of statuses.entries()) {
    if (!own) continue
    const { member_id: id } = own.header
    // The term, too: a member that has not heard of the newest election yet must not be counted for it.
    const followers = statuses.filter(
      (status) => status?.leader === id && status.raftTerm === own.raftTerm,
    ).length
    if (followers > statuses.length / 2) return { member, term: own.raftTerm }
  }
  return null
}

/** Of a target that is no cluster. */
const NOBODY_LEADS: LeaderWatcher & { close(): void } = {
  readsSent: 0,
  look: () => Promise.resolve({ leader: null, members: [], spareAnswers: null }),
  readThrough: () => Promise.resolve(false),
  close: () => undefined,
}
