/** The run that others of its name are held against. */
import { database, query, transaction, type Database } from './database'

/**
 * Makes a run the baseline of its name in place of another one, or lets it go again.
 * @returns false when there is no such run
 */
export function markBaseline(id: string, isBaseline: boolean, db: Database = database()): Promise<boolean> {
  return transaction(db, async (tx) => {
    const run = await tx.run.findUnique({ where: { id }, select: { name: true } })
    if (!run) return false
    if (isBaseline)
      await tx.run.updateMany({ where: { name: run.name, NOT: { id } }, data: { baselineAt: null } })
    await tx.run.updateMany({ where: { id }, data: { baselineAt: isBaseline ? new Date() : null } })
    return true
  })
}

/** The baseline of a name; null where there is none. */
export function readBaselineOf(
  name: string,
  db: Database = database(),
): Promise<{ id: string; number: number } | null> {
  return query(db, (prisma) =>
    prisma.run.findFirst({
      where: { name, baselineAt: { not: null } },
      select: { id: true, number: true },
      orderBy: { number: 'desc' },
    }),
  )
}
