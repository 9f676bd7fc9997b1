/** The members of an external cluster one by one: reached around the proxies and through them, and who may ask. */
import { AuthClient, KVClient, MaintenanceClient, type IStatusResponse } from 'etcd3'
import { LoginRefusedError } from '../../etcd/auth-session'
import { describeError, isPermissionDenied, isUserMissing } from '../../etcd/classify-reply'
import { etcdAccess } from '../../etcd/etcd-access'
import { withChannel } from '../../etcd/with-channel'
import type { LabAddress, LabMember } from '../../lab'
import { isBad, notChecked, notNeeded, notOk, ok, type CheckItem } from './check-item'
import { probeEndpoint } from './probe-endpoint'

export const CALL_TIMEOUT_MS = 2_000

/** A member with what it says of itself; null where it did not answer. */
export interface SeenMember {
  member: LabMember
  status: IStatusResponse | null
}

export async function checkMembers(address: LabAddress): Promise<{ items: CheckItem[]; seen: SeenMember[] }> {
  const reached = await Promise.all(address.members.map((member) => reach(address, member, 'directly')))
  const login = await checkLogin(
    address,
    reached.some((item) => !isBad(item)),
  )
  const canAsk = !isBad(login)
  const asked = await Promise.all(
    address.members.map(async (member, index) => {
      const item = reached[index] ?? notChecked(named(member, 'directly'), 'not reached')
      if (isBad(item) || !canAsk) return { item, status: null }
      return askStatus(address, member, item)
    }),
  )
  const proxied = await Promise.all(
    address.members.map(async (member, index) =>
      asked[index]?.status
        ? reach(address, member, 'proxied')
        : notChecked(named(member, 'proxied'), 'it does not answer directly'),
    ),
  )
  return {
    items: [...asked.map(({ item }) => item), login, ...proxied],
    seen: address.members.map((member, index) => ({ member, status: asked[index]?.status ?? null })),
  }
}

function named(member: LabMember, way: 'directly' | 'proxied') {
  return { id: `${way}-${member.name}`, title: way === 'directly' ? member.name : `${member.name}, proxied` }
}

async function reach(
  address: LabAddress,
  member: LabMember,
  way: 'directly' | 'proxied',
): Promise<CheckItem> {
  const item = named(member, way)
  const at = way === 'directly' ? member.directAddress : member.proxiedAddress
  try {
    const result = await probeEndpoint(at, member, address.terms?.tls ?? null)
    if (result.isOpen) return ok(item, `reached at ${at}`)
    const detail = `not reached at ${at}: ${result.problem}`
    if (result.kind === 'unreachable') {
      const todo =
        way === 'directly'
          ? 'Is the member up? Its address in RETRYSCOPE_ETCD_MEMBERS must be reachable from here and from Toxiproxy.'
          : 'RETRYSCOPE_PROXY_HOST must lead from here to Toxiproxy’s machine, and RETRYSCOPE_PROXY_LISTEN_HOST must let Toxiproxy be reached from here.'
      return notOk(item, detail, todo, true)
    }
    // Through the proxy it is the member that speaks, if Toxiproxy reaches it.
    const isBehindProxy = way === 'proxied' ? `Does Toxiproxy reach ${member.directAddress}? ` : ''
    return notOk(item, detail, `${isBehindProxy}${whatToDoAboutTls(result.kind)}`, way === 'proxied')
  } catch (error) {
    return notOk(item, describeError(error), 'Correct the files that RETRYSCOPE_ETCD_…_FILE name.')
  }
}

function whatToDoAboutTls(kind: 'tls' | 'client-certificate'): string {
  return kind === 'client-certificate'
    ? 'The member wants a client certificate that it trusts: RETRYSCOPE_ETCD_CERT_FILE and RETRYSCOPE_ETCD_KEY_FILE.'
    : 'RETRYSCOPE_ETCD_CA_FILE must have signed the member’s certificate, and RETRYSCOPE_ETCD_SERVER_NAME must stand in it.'
}

async function checkLogin(address: LabAddress, isReachable: boolean): Promise<CheckItem> {
  const item = { id: 'login', title: 'user' }
  const user = address.terms?.user
  if (!isReachable) return notChecked(item, 'no member can be reached')
  if (!user) return askWithoutUser(address)
  try {
    const token = await etcdAccess(address).session?.token()
    return typeof token === 'string'
      ? ok(item, `"${user.name}" is let in`)
      : notNeeded(item, `the cluster has no authentication; "${user.name}" is not used`)
  } catch (error) {
    const todo =
      error instanceof LoginRefusedError
        ? 'Correct user or password.'
        : 'Logging in needs a majority of the members; see what is said of them.'
    return notOk(item, describeError(error), todo, !(error instanceof LoginRefusedError))
  }
}

/** A client certificate can stand for a user, too. */
async function askWithoutUser(address: LabAddress): Promise<CheckItem> {
  const item = { id: 'login', title: 'user' }
  const access = etcdAccess(address)
  // From the member's own memory: who may ask is found out without a majority, too.
  const read = { key: Buffer.from(`${access.keyPrefix}check`), serializable: true }
  const answers = await Promise.all(
    address.members.map((member) =>
      withChannel(access.direct(member), (channel) =>
        new KVClient(channel).range(read, { deadline: Date.now() + CALL_TIMEOUT_MS }).then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    ),
  )
  return answers.some((answer) => isUserMissing(answer) || isPermissionDenied(answer))
    ? notOk(
        item,
        'the cluster has authentication on; no user is named, and the client certificate stands for none that may read',
        'Set RETRYSCOPE_ETCD_USER and RETRYSCOPE_ETCD_PASSWORD (or the …_FILE variables), or present a client certificate whose common name is a user.',
      )
    : notNeeded(item, 'the cluster asks for none')
}

async function askStatus(
  address: LabAddress,
  member: LabMember,
  reached: CheckItem,
): Promise<{ item: CheckItem; status: IStatusResponse | null }> {
  try {
    const status = await withChannel(etcdAccess(address).direct(member), (channel) =>
      new MaintenanceClient(channel).status({ deadline: Date.now() + CALL_TIMEOUT_MS }),
    )
    return { item: ok(reached, `etcd ${status.version} at ${member.directAddress}`), status }
  } catch (error) {
    const detail = `at ${member.directAddress} something answers, but not as etcd does: ${describeError(error)}`
    const tls = address.terms?.tls
    const todo = tls
      ? 'Look into the member’s log.'
      : 'Does it speak TLS? Then set RETRYSCOPE_ETCD_CA_FILE (or RETRYSCOPE_ETCD_TLS=1).'
    return { item: notOk(reached, detail, todo, true), status: null }
  }
}

/** The roles of the user; null where that cannot be known. */
export async function rolesOf(address: LabAddress): Promise<readonly string[] | null> {
  const [member] = address.members
  const name = address.terms?.user?.name
  if (!member || name === undefined) return null
  try {
    const { roles } = await withChannel(etcdAccess(address).direct(member), (channel) =>
      new AuthClient(channel).userGet({ name }, { deadline: Date.now() + CALL_TIMEOUT_MS }),
    )
    return roles
  } catch {
    return null // Only said for information; what the user may do is tried.
  }
}
