/** What a run's strategies are called, without reading anything that was measured. */
import { z } from 'zod'
import { database, query, type Database } from './database'
import { readStored } from './stored-json'

const labelsSchema = z.object({ strategies: z.array(z.object({ label: z.string() })) })

export interface RunLabels {
  id: string
  number: number
  /** In the spec's order. */
  labels: string[]
}

/** @param wanted its id, or its number in digits @returns null when there is no such run */
export async function readRunLabels(wanted: string, db: Database = database()): Promise<RunLabels | null> {
  const where = /^\d{1,9}$/.test(wanted) ? { number: Number(wanted) } : { id: wanted }
  const run = await query(db, (prisma) =>
    prisma.run.findFirst({ where, select: { id: true, number: true, spec: true } }),
  )
  if (!run) return null
  return { id: run.id, number: run.number, labels: labelsOf(run) }
}

/** Labels in a stored spec. */
export function labelsOf({ number, spec }: { number: number; spec: unknown }): string[] {
  return readStored(labelsSchema, spec, `Run ${number}`).strategies.map(({ label }) => label)
}

/** What the run of that id is called; null when there is none. */
export function readRunName(
  id: string,
  db: Database = database(),
): Promise<{ id: string; number: number; name: string } | null> {
  return query(db, (prisma) =>
    prisma.run.findUnique({ where: { id }, select: { id: true, number: true, name: true } }),
  )
}
