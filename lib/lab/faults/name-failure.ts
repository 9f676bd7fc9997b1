/** Names that lead nowhere; described in lib/core/fault/faults/name-failure.ts. */
import { nameFailure } from '@/lib/core/fault/faults/name-failure'
import type { LabAddress, LabMember } from '../lab'
import { LabError } from '../lab-error'
import { labNames } from '../names/lab-names'
import { memberName } from '../names/member-names'
import { reachable } from '../names/reachable'
import type { FaultDriver, LabAccess } from './fault-driver'
import { membersFor, namesOf } from './link-targets'
import { didNotHappen } from './one-member'

/** Connections on this machine are there within milliseconds. */
const NO_CONNECTION_MS = 300
const CONNECTION_MS = 2_000

export const nameFailureDriver: FaultDriver = async ({ params }, { address, leader }, acts) => {
  const { answer, on } = nameFailure.params.parse(params)
  const chosen = await membersFor(on, address.members, leader)
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
  const reached = await reachable(address, members, 'by-name', NO_CONNECTION_MS)
  return {
    confirmed: reached.length === 0,
    detail: `names of ${namesOf(members)}`,
    problem: reached.length === 0 ? null : `new connections to ${namesOf(reached)} are made nevertheless`,
    remove: () => allow(address, members),
  }
}

/** Lets every name of the lab lead to the right place again, and looks whether connections are made. */
export async function healNames({ address }: Pick<LabAccess, 'address'>): Promise<void> {
  const denied = address.members.filter((member) => !labNames.isAllowed(memberName(member)))
  if (denied.length > 0) await allow(address, denied)
}

/** Whoever can be reached by address must be reached by name: a member that another fault holds down is neither. */
async function allow(address: LabAddress, members: readonly LabMember[]): Promise<void> {
  allowAll(members)
  const expected = await reachable(address, members, 'by-address', CONNECTION_MS)
  const reached = await reachable(address, expected, 'by-name', CONNECTION_MS)
  const lost = expected.filter((member) => !reached.includes(member))
  if (lost.length > 0)
    throw new LabError(
      `New connections to ${namesOf(lost)} are not made although their names should be resolved again. Start the lab anew.`,
    )
}

function allowAll(members: readonly LabMember[]): void {
  for (const member of members) labNames.allow(memberName(member))
}
