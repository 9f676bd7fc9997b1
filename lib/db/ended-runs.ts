/** Runs in which nothing changes any more. */
import { database, query, type Database } from './database'

/** The newest first: somebody is more likely to look at them. */
export function endedRuns(db: Database = database()): Promise<{ id: string; number: number }[]> {
  return query(db, (prisma) =>
    prisma.run.findMany({
      where: { status: { in: ['completed', 'failed', 'cancelled'] } },
      select: { id: true, number: true },
      orderBy: { number: 'desc' },
    }),
  )
}
