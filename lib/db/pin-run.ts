/** Keeps a run from the clean-up of old ones. */
import { database, query, type Database } from './database'

/** @returns false when there is nothing to change: it is so already, or there is no such run */
export async function pinRun(id: string, pinned: boolean, db: Database = database()): Promise<boolean> {
  const { count } = await query(db, (prisma) =>
    prisma.run.updateMany({
      where: { id, pinnedAt: pinned ? null : { not: null } },
      data: { pinnedAt: pinned ? new Date() : null },
    }),
  )
  return count > 0
}
