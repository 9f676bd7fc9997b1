/** What members say of their proposals, by their own metrics pages: around the faults. */
import type { LabAddress, LabMember } from '../lab'
import { readAdminPage } from './admin-page'

/** A member that takes longer is not heard. */
const TIMEOUT_MS = 400

export interface MemberProposals {
  /** Proposals that wait to be committed. */
  pending: number
  /** Proposals that failed since the member started. */
  failed: number
  hasLeader: boolean
}

/** One per member of the lab; null of a member that does not answer, or tells no such thing. Never rejects. */
export function readProposals(
  address: LabAddress,
): Promise<{ member: string; proposals: MemberProposals | null }[]> {
  return Promise.all(
    address.members.map(async (member) => ({
      member: member.name,
      proposals: await proposalsOf(address, member),
    })),
  )
}

async function proposalsOf(address: LabAddress, member: LabMember): Promise<MemberProposals | null> {
  try {
    return proposalsIn(await readAdminPage(address, member, '/metrics', TIMEOUT_MS))
  } catch {
    return null // It is down, paused or busy: nobody knows what it has in hand.
  }
}

/** Reads a metrics page of etcd. Names: etcd documentation, "Metrics", section Server. */
export function proposalsIn(page: string): MemberProposals | null {
  const pending = gauge(page, 'etcd_server_proposals_pending')
  const failed = gauge(page, 'etcd_server_proposals_failed_total')
  const hasLeader = gauge(page, 'etcd_server_has_leader')
  return pending === null || failed === null || hasLeader === null
    ? null
    : { pending, failed, hasLeader: hasLeader === 1 }
}

function gauge(page: string, name: string): number | null {
  // Searched as text: a pattern over a page of a thousand lines costs more.
  const at = page.indexOf(`\n${name} `)
  if (at === -1) return null
  const value = Number(page.slice(at + name.length + 2, page.indexOf('\n', at + 1)))
  return Number.isFinite(value) ? value : null
}
