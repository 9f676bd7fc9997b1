/** The browsers that somebody is signed in with. Their tokens stay here. */
import type { SessionsPage } from '@/lib/core/api/schemas/accounts'
import { database, query } from './database'
import { rowsOf } from './paged'

/** A page of the sessions of an account that still hold, newest first. @param own id of the one that asks */
export function listSessions(
  accountId: string,
  { page, limit, own }: { page: number; limit: number; own: string | null },
  now: Date,
): Promise<SessionsPage> {
  const where = { userId: accountId, expiresAt: { gt: now } }
  return query(database(), async (prisma) => {
    const rows = await prisma.session.findMany({
      ...{ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], ...rowsOf({ page, limit }) },
    })
    const sessions = rows.map(({ id, createdAt, expiresAt, userAgent, ipAddress }) => ({
      ...{ id, userAgent, ipAddress, isThis: id === own },
      ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    }))
    return { sessions, total: await prisma.session.count({ where }), page, limit }
  })
}

/** Ends one session of an account, or all of them. @returns how many were ended */
export async function endSessions(accountId: string, id?: string): Promise<number> {
  const where = { userId: accountId, ...(id === undefined ? {} : { id }) }
  const { count } = await query(database(), (prisma) => prisma.session.deleteMany({ where }))
  return count
}
