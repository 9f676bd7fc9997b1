/** The run that others of its name are held against. */
import type { BaselineBasis } from '@/lib/core/review/review'
import { database, query, transaction, type Database } from './database'
import { Prisma } from './generated/client'
import { asJson } from './stored-json'

/**
 * Makes a run the baseline of its name in place of another one, or lets it go again.
 * @param basis whose approval it rests on; null = on none
 * @returns false when there is no such run
 */
export function markBaseline(
  id: string,
  isBaseline: boolean,
  basis: BaselineBasis | null = null,
  db: Database = database(),
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const run = await tx.run.findUnique({ where: { id }, select: { name: true } })
    if (!run) return false
    if (isBaseline) await tx.run.updateMany({ where: { name: run.name, NOT: { id } }, data: NO_BASELINE })
    const baselineBasis = basis ? asJson(basis) : Prisma.DbNull
    const data = isBaseline ? { baselineAt: new Date(), baselineBasis } : NO_BASELINE
    await tx.run.updateMany({ where: { id }, data })
    return true
  })
}

const NO_BASELINE = { baselineAt: null, baselineBasis: Prisma.DbNull }

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
