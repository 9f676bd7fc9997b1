/** Deletes what is older than people want to keep. */
import { database, query, type Database } from './database'
import { deleteRun } from './delete-run'

const DAY_MS = 86_400_000

/**
 * Deletes every run that ended more than so many days ago and is neither pinned nor a baseline, one transaction each: a run is there as a whole
 * or not at all.
 * @returns their numbers
 */
export async function expireRuns(
  keepDays: number,
  db: Database = database(),
  now = new Date(),
): Promise<number[]> {
  const old = await query(db, (prisma) =>
    prisma.run.findMany({
      where: {
        finishedAt: { lt: new Date(now.getTime() - keepDays * DAY_MS) },
        pinnedAt: null,
        baselineAt: null,
      },
      select: { id: true, number: true },
      orderBy: { number: 'asc' },
    }),
  )
  const deleted: number[] = []
  for (const { id, number } of old) if ((await deleteRun(id, db)) === 'deleted') deleted.push(number)
  return deleted
}
