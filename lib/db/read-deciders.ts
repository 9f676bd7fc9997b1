/** Who may decide on runs now: decisions of others count no longer. */
import type { Deciding } from '@/lib/core/review/review'
import type { Prisma } from './generated/client'
import { storedRole } from './people'

/** Whether the decisions of an account count. @param accountId as a reviewer is stored */
export type Deciders = (accountId: string) => Deciding

/** Reads all accounts: they are few. */
export async function readDeciders(prisma: Pick<Prisma.TransactionClient, 'account'>): Promise<Deciders> {
  const accounts = await prisma.account.findMany({ select: { id: true, role: true } })
  const roles = new Map(accounts.map(({ id, role }) => [id, storedRole(role)]))
  // Where accounts were set up nobody decides as the only person any more, unless signing in is turned off.
  const isSetUp = [...roles.values()].includes('admin') && process.env.RETRYSCOPE_AUTH !== 'off'
  return (accountId) => {
    if (accountId === '') return isSetUp ? 'gone' : 'may'
    const role = roles.get(accountId)
    return role === undefined ? 'gone' : role === 'viewer' ? 'viewer' : 'may'
  }
}
