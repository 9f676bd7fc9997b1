/** Answers that are given again when their request comes again. */
import { z } from 'zod'
import { database, query, type Database, type Queries } from './database'
import { readStored } from './stored-json'

/** How long a key is known. */
export const KEPT_MS = 24 * 3_600_000

export interface KeptAnswer {
  /** Of the request that was answered. */
  fingerprint: string
  status: number
  headers: Record<string, string>
  body: string
}

/** What was answered to this key; null when it is new or a day old. */
export async function readKeptAnswer(
  who: string,
  key: string,
  db: Database = database(),
  now = new Date(),
): Promise<KeptAnswer | null> {
  const kept = await query(db, (prisma) => prisma.keptAnswer.findUnique({ where: { who_key: { who, key } } }))
  if (!kept || kept.createdAt.getTime() < now.getTime() - KEPT_MS) return null
  const headers = readStored(z.record(z.string(), z.string()), kept.headers, `The answer kept under ${key}`)
  return { fingerprint: kept.fingerprint, status: kept.status, headers, body: kept.body }
}

/** Keeps an answer, and forgets those that are a day old. */
export async function keepAnswer(
  who: string,
  key: string,
  answer: KeptAnswer,
  db: Database = database(),
  now = new Date(),
): Promise<void> {
  await query(db, async (prisma) => {
    await prisma.keptAnswer.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEPT_MS) } } })
    await prisma.keptAnswer.create({ data: { who, key, createdAt: now, ...answer } })
  })
}

/** Forgets the answers that tell of a run, of what is said of it, or of its share links. Call it before those are deleted. */
export async function forgetAnswersOnRun(id: string, tx: Queries): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM KeptAnswer WHERE instr(body, ${id})
      OR EXISTS (SELECT 1 FROM ReviewThread t WHERE t.runId = ${id} AND instr(body, t.id))
      OR EXISTS (
        SELECT 1 FROM ReviewComment c JOIN ReviewThread t ON t.id = c.threadId
        WHERE t.runId = ${id} AND instr(body, c.id))
      OR EXISTS (SELECT 1 FROM ShareRun s WHERE s.runId = ${id} AND instr(body, s.shareId))`
}

/** Forgets the answers that tell of something which was deleted. @param id of it, which stands in them */
export async function forgetAnswersOn(id: string, db: Database = database()): Promise<void> {
  await query(db, (prisma) => prisma.keptAnswer.deleteMany({ where: { body: { contains: id } } }))
}
