/** Deletes what is older than people want to keep. */
import { runSubject } from '@/lib/core/audit/actions'
import { WORKER, writeAudit } from './audit-log'
import { asUnit, database, query, type Database } from './database'
import { deleteRun } from './delete-run'
import type { Prisma } from './generated/client'

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
  const where = {
    finishedAt: { lt: new Date(now.getTime() - keepDays * DAY_MS) },
    pinnedAt: null,
    baselineAt: null,
  }
  const old = await query(db, (prisma) =>
    prisma.run.findMany({
      where,
      select: { id: true, number: true, name: true },
      orderBy: { number: 'asc' },
    }),
  )
  const deleted: number[] = []
  for (const run of old) if (await expire(run, { keepDays, where }, db)) deleted.push(run.number)
  return deleted
}

/** Looks again before it deletes: meanwhile somebody may have pinned the run, made it the baseline or taken it up again. */
function expire(
  run: { id: string; number: number; name: string },
  { keepDays, where }: { keepDays: number; where: Prisma.RunWhereInput },
  db: Database,
): Promise<boolean> {
  return asUnit(async () => {
    if ((await query(db, (prisma) => prisma.run.count({ where: { ...where, id: run.id } }))) === 0)
      return false
    if ((await deleteRun(run.id, db)) !== 'deleted') return false
    const change = { action: 'run.expired', subject: runSubject(run), detail: { keepDays } } as const
    await writeAudit(WORKER, [change], db)
    return true
  }, db)
}
