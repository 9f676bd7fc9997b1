/** Deletes what is older than people want to keep. */
import { runSubject } from '@/lib/core/audit/actions'
import { WORKER, writeAudit } from './audit-log'
import { asUnit, database, query, type Database } from './database'
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
      select: { id: true, number: true, name: true },
      orderBy: { number: 'asc' },
    }),
  )
  const deleted: number[] = []
  for (const run of old) if (await expire(run, keepDays, db)) deleted.push(run.number)
  return deleted
}

function expire(
  run: { id: string; number: number; name: string },
  keepDays: number,
  db: Database,
): Promise<boolean> {
  return asUnit(async () => {
    if ((await deleteRun(run.id, db)) !== 'deleted') return false
    const change = { action: 'run.expired', subject: runSubject(run), detail: { keepDays } } as const
    await writeAudit(WORKER, [change], db)
    return true
  }, db)
}
