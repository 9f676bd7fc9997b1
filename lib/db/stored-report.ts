/** Reports of runs that have ended, kept as they are served: nothing in them changes any more. */
import { database, query, type Database } from './database'
import { DatabaseError } from './database-error'
import type { Prisma } from './generated/client'
import type { Derived } from './growing-reports'
import { storeObjectives } from './stored-objectives'

/**
 * What derives reports: a fingerprint of lib/core, put here when the program is built. Another version derives anew what this one
 * has stored. Null in a program that was not built: it stores no reports.
 */
export function reportVersion(): string | null {
  return process.env.RETRYSCOPE_REPORT_VERSION ?? null
}

/** The stored JSON; null where there is none of this version. */
export async function readStoredReport(runId: string, db: Database = database()): Promise<string | null> {
  const version = reportVersion()
  if (version === null) return null
  const stored = await query(db, (prisma) => prisma.storedReport.findUnique({ where: { runId } }))
  return stored?.version === version ? stored.json : null
}

/** Keeps a report with the end of its run, and what the board of objectives needs of it. */
export async function storeReport(
  tx: Pick<Prisma.TransactionClient, 'storedReport' | 'runObjectives'>,
  runId: string,
  derived: Derived,
): Promise<void> {
  const version = reportVersion()
  if (version === null) return
  const data = { version, json: derived.json }
  await tx.storedReport.upsert({
    ...{ where: { runId }, create: { runId, ...data }, update: data, select: { runId: true } },
  })
  await storeObjectives(tx, runId, derived, version)
}

/** Keeps a report that an older program had not; where it cannot be written, it is derived again next time. */
export async function storeReportIfPossible(
  runId: string,
  derived: Derived,
  db: Database = database(),
): Promise<void> {
  try {
    await query(db, (prisma) => storeReport(prisma, runId, derived))
  } catch (error) {
    // Reading has to work on a full disk and beside a program that locks the database.
    if (!(error instanceof DatabaseError)) throw error
  }
}
