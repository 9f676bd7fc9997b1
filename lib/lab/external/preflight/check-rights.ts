/** What the user may do: everything a run does, tried below the key prefix; and what was allowed by name. */
import { randomBytes } from 'node:crypto'
import { CompareResult, CompareTarget, KVClient, MaintenanceClient } from 'etcd3'
import { describeError, isPermissionDenied } from '../../etcd/classify-reply'
import { etcdAccess } from '../../etcd/etcd-access'
import { endOfPrefix } from '../../etcd/fence'
import { withChannel } from '../../etcd/with-channel'
import type { LabAddress } from '../../lab'
import { notChecked, notNeeded, notOk, ok, type CheckItem } from './check-item'
import { CALL_TIMEOUT_MS, rolesOf, type SeenMember } from './check-members'

export async function checkRights(address: LabAddress, seen: readonly SeenMember[]): Promise<CheckItem[]> {
  const rights = { id: 'rights', title: 'rights' }
  const moves = { id: 'leader-transfer', title: 'leader switches' }
  const compaction = { id: 'compact', title: 'compaction' }
  if (seen.some(({ status }) => status === null))
    return [rights, moves, compaction].map((item) => notChecked(item, 'a member does not answer'))
  const roles = await rolesOf(address)
  const allow = address.terms?.allow ?? []
  return [
    await tryKeys(address, rights, roles),
    allow.includes('leader-transfer')
      ? await tryLeaderMove(address, seen, moves)
      : notNeeded(moves, 'not allowed by name (RETRYSCOPE_ALLOW), so never done'),
    allow.includes('compact')
      ? checkCompaction(roles, compaction)
      : notNeeded(compaction, 'not allowed by name (RETRYSCOPE_ALLOW), so never done'),
  ]
}

async function tryKeys(
  address: LabAddress,
  item: Pick<CheckItem, 'id' | 'title'>,
  roles: readonly string[] | null,
): Promise<CheckItem> {
  const [member] = address.members
  if (!member) return notChecked(item, 'there is no member')
  const access = etcdAccess(address)
  // As a run deletes: a whole range at once.
  const folder = Buffer.from(`${access.keyPrefix}check/${randomBytes(6).toString('hex')}/`)
  const key = Buffer.concat([folder, Buffer.from('key')])
  const put = { request_put: { key, value: Buffer.from('y') } }
  const isThere = { target: CompareTarget.Version, result: CompareResult.Greater, key, version: '0' }
  let doing = 'put'
  try {
    await withChannel(access.direct(member), async (channel) => {
      const kv = new KVClient(channel)
      const options = () => ({ deadline: Date.now() + CALL_TIMEOUT_MS })
      await kv.put({ key, value: Buffer.from('x') }, options())
      doing = 'get'
      await kv.range({ key }, options())
      doing = 'txn'
      await kv.txn({ compare: [isThere], success: [put], failure: [{ request_range: { key } }] }, options())
      doing = 'delete'
      await kv.deleteRange({ key: folder, range_end: endOfPrefix(folder) }, options())
    })
  } catch (error) {
    const denied = isPermissionDenied(error)
    return notOk(
      item,
      `${doing} below ${access.keyPrefix}: ${describeError(error)}`,
      denied
        ? `Give the user a role with "etcdctl role grant-permission <role> readwrite --prefix=true ${access.keyPrefix}".`
        : 'See what is said of the members.',
      !denied,
    )
  }
  const more = roles?.includes('root') ? '; the user is root, which is more than a run needs' : ''
  return ok(item, `put, get, txn and delete below ${access.keyPrefix}${more}`)
}

/** A follower is asked to hand over what it does not have, to nobody: who may not ask is told so first. */
async function tryLeaderMove(
  address: LabAddress,
  seen: readonly SeenMember[],
  item: Pick<CheckItem, 'id' | 'title'>,
): Promise<CheckItem> {
  const follower = seen.find(({ status }) => status && status.leader !== status.header.member_id)
  if (!follower)
    return notOk(
      item,
      'there is no other member to switch to',
      'Name more members in RETRYSCOPE_ETCD_MEMBERS.',
    )
  const error = await withChannel(etcdAccess(address).direct(follower.member), (channel) =>
    new MaintenanceClient(channel)
      .moveLeader({ targetID: '0' }, { deadline: Date.now() + CALL_TIMEOUT_MS })
      .then(
        () => null,
        (reason: unknown) => reason,
      ),
  )
  return isPermissionDenied(error)
    ? notOk(
        item,
        'allowed by name, but etcd lets only root do it',
        'Use a user with the role root, or take leader-transfer out of RETRYSCOPE_ALLOW and leader switches out of the experiment.',
      )
    : ok(item, 'allowed by name, and the user may')
}

function checkCompaction(roles: readonly string[] | null, item: Pick<CheckItem, 'id' | 'title'>): CheckItem {
  if (roles === null || roles.includes('root')) return ok(item, 'allowed by name, and the user may')
  return notOk(
    item,
    'allowed by name, but etcd lets only root do it',
    'Use a user with the role root, or take compact out of RETRYSCOPE_ALLOW: without it, history stays until the cluster compacts by itself.',
  )
}
