/** Runs in which nothing changes any more. */
import { database, query, type Database } from './database'

export interface EndedRun {
  id: string
  number: number
  /** A run that was taken up again ends a second time. */
  finishedAt: Date | null
}

/** The newest first: somebody is more likely to look at them. */
export function endedRuns(db: Database = database()): Promise<EndedRun[]> {
  return query(db, (prisma) =>
    prisma.run.findMany({
      where: { status: { in: ['completed', 'failed', 'cancelled'] } },
      select: { id: true, number: true, finishedAt: true },
      orderBy: { number: 'desc' },
    }),
  )
}
