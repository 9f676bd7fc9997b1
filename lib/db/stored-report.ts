/** Reports of runs that have ended, kept as they are served: nothing in them changes any more. */
import { database, query, transaction, type Database } from './database'
import { DatabaseError } from './database-error'
import type { Prisma } from './generated/client'
import type { Derived } from './growing-reports'
import { asJson } from './stored-json'
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

/**
 * Keeps a report with the end of its run, and with it what lists and the board of objectives tell of the run: they read no reports,
 * and must not say other than its page.
 */
export async function storeReport(
  tx: Pick<Prisma.TransactionClient, 'run' | 'storedReport' | 'runObjectives'>,
  runId: string,
  derived: Derived,
): Promise<void> {
  const version = reportVersion()
  if (version === null) return
  const data = { version, json: derived.json }
  await tx.storedReport.upsert({
    ...{ where: { runId }, create: { runId, ...data }, update: data, select: { runId: true } },
  })
  await tx.run.updateMany({ where: { id: runId }, data: listedOf(derived) })
  await storeObjectives(tx, runId, derived, version)
}

/** What lists tell of a run that has ended. */
function listedOf({ report }: Derived): Prisma.RunUpdateManyMutationInput {
  return { quality: report.quality, verdict: report.verdict, successRates: ratesOf(report) }
}

/** By strategy, for lists. */
export function ratesOf({ arms }: Derived['report']): Prisma.InputJsonValue {
  return asJson(arms.map(({ successRate }) => successRate))
}

/** Keeps a report that an older program had not; where it cannot be written, it is derived again next time. */
export async function storeReportIfPossible(
  runId: string,
  derived: Derived,
  db: Database = database(),
): Promise<void> {
  try {
    await transaction(db, (tx) => storeReport(tx, runId, derived))
  } catch (error) {
    // Reading has to work on a full disk and beside a program that locks the database.
    if (!(error instanceof DatabaseError)) throw error
  }
}
