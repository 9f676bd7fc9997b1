/** What the board of objectives needs of a completed run, kept apart from its report: dozens of runs stand on one board. */
import { createHash } from 'node:crypto'
import { measuredPart, objectivesOf, objectivesSchema, type Objectives } from '@/lib/core/runs/objectives'
import { database, query, type Database } from './database'
import type { Prisma } from './generated/client'
import type { Derived } from './growing-reports'

/** Of a report; null when its run was not judged. */
export function objectivesFrom({ spec, report }: Pick<Derived, 'spec' | 'report'>): Objectives | null {
  if (report.verdicts.length === 0) return null
  const specKey = createHash('sha256').update(measuredPart(spec)).digest('hex').slice(0, 16)
  return objectivesOf(spec, report, specKey)
}

/** @param version of the program that judged */
export async function storeObjectives(
  tx: Pick<Prisma.TransactionClient, 'runObjectives'>,
  runId: string,
  derived: Pick<Derived, 'spec' | 'report'>,
  version: string,
): Promise<void> {
  const objectives = objectivesFrom(derived)
  if (!objectives) return
  const data = { version, json: JSON.stringify(objectives) }
  await tx.runObjectives.upsert({
    ...{ where: { runId }, create: { runId, ...data }, update: data, select: { runId: true } },
  })
}

/** By run; left out are those that were stored by another version of the program, or do not fit it. */
export async function readObjectives(
  runIds: readonly string[],
  version: string,
  db: Database = database(),
): Promise<Map<string, Objectives>> {
  const rows = await query(db, (prisma) =>
    prisma.runObjectives.findMany({ where: { runId: { in: [...runIds] }, version } }),
  )
  return new Map(
    rows.flatMap(({ runId, json }) => {
      const result = objectivesSchema.safeParse(parsed(json))
      return result.success ? [[runId, result.data] as const] : []
    }),
  )
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // What does not fit is derived anew; so is this.
    return null
  }
}
