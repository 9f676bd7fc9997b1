/** The browsers that somebody is signed in with. Their tokens stay here. */
import { database, query } from './database'

export interface SignedInBrowser {
  id: string
  createdAt: string
  expiresAt: string
  /** As the browser names itself. */
  userAgent: string | null
  ipAddress: string | null
}

/** Sessions of an account that still hold, newest first. */
export async function listSessions(accountId: string, now: Date): Promise<SignedInBrowser[]> {
  const rows = await query(database(), (prisma) =>
    prisma.session.findMany({
      where: { userId: accountId, expiresAt: { gt: now } },
      orderBy: { createdAt: 'desc' },
    }),
  )
  return rows.map(({ id, createdAt, expiresAt, userAgent, ipAddress }) => ({
    ...{ id, userAgent, ipAddress },
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
  }))
}

/** Ends one session of an account, or all of them. @returns how many were ended */
export async function endSessions(accountId: string, id?: string): Promise<number> {
  const where = { userId: accountId, ...(id === undefined ? {} : { id }) }
  const { count } = await query(database(), (prisma) => prisma.session.deleteMany({ where }))
  return count
}
