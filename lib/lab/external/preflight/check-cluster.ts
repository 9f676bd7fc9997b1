/** The cluster as a whole: one cluster, one leader, no alarm, room for what a run writes. */
import { MaintenanceClient } from 'etcd3'
import { readAdminPage } from '../../etcd/admin-page'
import { describeError } from '../../etcd/classify-reply'
import { etcdAccess } from '../../etcd/etcd-access'
import { withChannel } from '../../etcd/with-channel'
import type { LabAddress } from '../../lab'
import { majorityLeader } from '../../leader-watcher'
import { checkVersions } from '../../lab-versions'
import { notChecked, notOk, ok, type CheckItem } from './check-item'
import { CALL_TIMEOUT_MS, type SeenMember } from './check-members'

/** Above this share of its quota a database is called full: etcd raises its alarm at 1. */
const MAX_FILL = 0.9
const BYTES_PER_MB = 1_000_000

export async function checkCluster(address: LabAddress, seen: readonly SeenMember[]): Promise<CheckItem[]> {
  const isComplete = seen.every(({ status }) => status !== null)
  if (!isComplete)
    return ['cluster', 'leader', 'alarms', 'space'].map((id) =>
      notChecked({ id, title: id }, 'a member does not answer'),
    )
  return [
    checkIdentity(seen),
    checkLeader(seen),
    await checkAlarms(address, seen),
    await checkSpace(address, seen),
  ]
}

function checkIdentity(seen: readonly SeenMember[]): CheckItem {
  const item = { id: 'cluster', title: 'cluster' }
  const statuses = seen.flatMap(({ member, status }) => (status ? [{ member, status }] : []))
  const [first] = statuses
  if (!first) return notChecked(item, 'no member answers')
  const { cluster_id: id } = first.status.header
  const stranger = statuses.find(({ status }) => status.header.cluster_id !== id)
  const where = 'Correct RETRYSCOPE_ETCD_MEMBERS.'
  if (stranger)
    return notOk(item, `${stranger.member.name} belongs to another cluster than ${first.member.name}`, where)
  for (const [index, { member, status }] of statuses.entries()) {
    const twin = statuses.find((other) => other.status.header.member_id === status.header.member_id)
    if (twin && twin !== statuses[index])
      return notOk(item, `${twin.member.name} and ${member.name} are the same member`, where)
  }
  try {
    for (const { status } of statuses) checkVersions({ etcdVersion: status.version })
  } catch (error) {
    return notOk(item, describeError(error), 'Use a cluster with a later version of etcd.')
  }
  return ok(item, `${statuses.length} members of cluster ${BigInt(id).toString(16)}`)
}

function checkLeader(seen: readonly SeenMember[]): CheckItem {
  const item = { id: 'leader', title: 'leader' }
  const leader = majorityLeader(seen.map(({ status }) => status))
  if (leader) return ok(item, `${seen[leader.member]?.member.name ?? ''} in term ${leader.term}`)
  const ids = new Set(seen.map(({ status }) => status?.leader))
  const isElsewhere = ids.size === 1 && !ids.has('0')
  return isElsewhere
    ? ok(item, 'a member that is not named in RETRYSCOPE_ETCD_MEMBERS: leader switches are not possible now')
    : notOk(item, 'the members do not agree on a leader', 'Wait for the election, or mend the cluster.', true)
}

async function checkAlarms(address: LabAddress, seen: readonly SeenMember[]): Promise<CheckItem> {
  const item = { id: 'alarms', title: 'alarms' }
  const [member] = address.members
  if (!member) return notChecked(item, 'there is no member')
  try {
    const { alarms } = await withChannel(etcdAccess(address).direct(member), (channel) =>
      new MaintenanceClient(channel).alarm({ action: 'Get' }, { deadline: Date.now() + CALL_TIMEOUT_MS }),
    )
    if (alarms.length === 0) return ok(item, 'none')
    const words = alarms.map(({ alarm, memberID }) => {
      const name = seen.find(({ status }) => status?.header.member_id === memberID)?.member.name
      return `${String(alarm).toUpperCase()} of ${name ?? `member ${memberID}`}`
    })
    const todo =
      'Free space (compaction and defragmentation), then "etcdctl alarm disarm". While it lasts, etcd refuses writes.'
    return notOk(item, words.join(', '), todo)
  } catch (error) {
    return notOk(
      item,
      describeError(error),
      'The alarms could not be asked for; see what is said of the members.',
      true,
    )
  }
}

async function checkSpace(address: LabAddress, seen: readonly SeenMember[]): Promise<CheckItem> {
  const item = { id: 'space', title: 'space' }
  const sizes = await Promise.all(
    seen.map(async ({ member, status }) => ({
      name: member.name,
      bytes: Number(status?.dbSize ?? 0),
      quota: await quotaOf(address, member.name),
    })),
  )
  const words = sizes.map(({ name, bytes, quota }) =>
    quota === null
      ? `${name} ${megabytes(bytes)} MB (its quota is not known)`
      : `${name} ${megabytes(bytes)} of ${megabytes(quota)} MB`,
  )
  const isFull = sizes.some(({ bytes, quota }) => quota !== null && bytes > MAX_FILL * quota)
  return isFull
    ? notOk(item, words.join(', '), 'Compact and defragment the cluster, or raise --quota-backend-bytes.')
    : ok(item, words.join(', '))
}

/** From the member's own figures; null where they cannot be read, or there is no quota. */
async function quotaOf(address: LabAddress, name: string): Promise<number | null> {
  const member = address.members.find((candidate) => candidate.name === name)
  if (!member) return null
  const page = await readAdminPage(address, member, '/metrics', CALL_TIMEOUT_MS).catch(() => '')
  const match = /^etcd_server_quota_backend_bytes ([\d.e+]+)$/m.exec(page)
  const quota = Number(match?.[1])
  return quota > 0 ? quota : null
}

function megabytes(bytes: number): string {
  return (bytes / BYTES_PER_MB).toFixed(bytes < 10 * BYTES_PER_MB ? 1 : 0)
}
