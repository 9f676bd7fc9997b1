/** Names that lead nowhere; described in lib/core/fault/faults/name-failure.ts. */
import { nameFailure } from '@/lib/core/fault/faults/name-failure'
import { EtcdChannel } from '../etcd/etcd-channel'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { labNames } from '../names/lab-names'
import { memberName } from '../names/member-names'
import { targetOf } from '../names/names-resolver'
import type { FaultDriver, LabAccess } from './fault-driver'
import { chooseMember, didNotHappen } from './one-member'

/** Connections on this machine are there within milliseconds. */
const NO_CONNECTION_MS = 300
const CONNECTION_MS = 2_000

export const nameFailureDriver: FaultDriver = async ({ params }, access, acts) => {
  const { answer, on } = nameFailure.params.parse(params)
  const chosen = on === 'all' ? access.address.members : await membersFor(on, access)
  if ('problem' in chosen) return didNotHappen(chosen.problem)
  const members = chosen.filter((member) => labNames.isAllowed(memberName(member)))
  if (members.length === 0) return didNotHappen('these names fail already')
  acts()
  try {
    await Promise.all(members.map((member) => labNames.deny(memberName(member), answer)))
  } catch (error) {
    allowAll(members)
    if (error instanceof LabError) return didNotHappen(error.message)
    throw error
  }
  const found = await connectable(members, targetToLookAt, NO_CONNECTION_MS)
  return {
    confirmed: found.length === 0,
    detail: `names of ${namesOf(members)}`,
    problem: found.length === 0 ? null : `new connections to ${namesOf(found)} are made nevertheless`,
    async remove() {
      allowAll(members)
      await readBack(members)
    },
  }
}

/** Lets every name of the lab lead to the right place again, and looks whether connections are made. */
export async function healNames({ address }: Pick<LabAccess, 'address'>): Promise<void> {
  const denied = address.members.filter((member) => !labNames.isAllowed(memberName(member)))
  allowAll(denied)
  if (denied.length > 0) await readBack(denied)
}

async function membersFor(
  on: Parameters<typeof chooseMember>[0],
  access: LabAccess,
): Promise<readonly LabMember[] | { problem: string }> {
  const chosen = await chooseMember(on, access)
  if ('problem' in chosen) return chosen
  return access.address.members.filter(({ name }) => name === chosen.name)
}

function allowAll(members: readonly LabMember[]): void {
  for (const member of members) labNames.allow(memberName(member))
}

/** Whoever can be reached by address must be reached by name: a member that another fault holds down is neither. */
async function readBack(members: readonly LabMember[]): Promise<void> {
  const reachable = await connectable(members, ({ proxiedAddress }) => proxiedAddress, CONNECTION_MS)
  const found = await connectable(reachable, targetToLookAt, CONNECTION_MS)
  const lost = reachable.filter((member) => !found.includes(member))
  if (lost.length > 0)
    throw new LabError(
      `New connections to ${namesOf(lost)} are not made although their names should be resolved again. Start the lab anew.`,
    )
}

/** What we ask ourselves is no evidence of what attempts met. */
function targetToLookAt(member: LabMember): string {
  return targetOf(memberName(member), false)
}

/** To which of them a new connection is made. */
async function connectable(
  members: readonly LabMember[],
  way: (member: LabMember) => string,
  timeoutMs: number,
): Promise<LabMember[]> {
  const connected = await Promise.all(
    members.map(async (member) => {
      const channel = new EtcdChannel(way(member))
      try {
        await channel.ready(timeoutMs)
        return [member]
      } catch {
        return [] // What keeps it from connecting is for the caller to say.
      } finally {
        channel.close()
      }
    }),
  )
  return connected.flat()
}

function namesOf(members: readonly LabMember[]): string {
  return members.map(({ name }) => name).join(', ')
}
