/** Who is asked to review a run, and what they decide. */
import type { Author } from '@/lib/core/access/access'
import type { ReviewVerdict } from '@/lib/core/review/review'
import { asOne, changeReview } from './change-review'
import { database, query, type Database } from './database'
import type { ReviewerModel } from './generated/models'
import { storedRole } from './people'
import { contentHash, endOfRun, RUN_END } from './run-content'

/** Those who may decide, by name. */
export async function listAskable(db: Database = database()): Promise<{ id: string; name: string }[]> {
  const accounts = await query(db, (prisma) =>
    prisma.account.findMany({ select: { id: true, name: true, role: true }, orderBy: { name: 'asc' } }),
  )
  return accounts.flatMap(({ id, name, role }) => (storedRole(role) === 'viewer' ? [] : [{ id, name }]))
}

/**
 * Asks people, each once: who is awaited already stays so, and who has decided on this content need not do it again.
 * @returns the names of those who were asked now; or the first of the ids that is no account which may decide
 */
export async function askReviewers(
  runId: string,
  accountIds: readonly string[],
  by: Author,
  db: Database = database(),
): Promise<{ asked: string[] } | { unknown: string }> {
  return asOne(db, async (tx) => {
    const askable = new Map((await listAskable(db)).map(({ id, name }) => [id, name]))
    const unknown = accountIds.find((id) => !askable.has(id))
    if (unknown !== undefined) return { unknown }
    const run = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: RUN_END })
    const content = await contentHash(runId, run, db)
    const known = await tx.reviewer.findMany({ where: { runId, accountId: { in: [...accountIds] } } })
    const settled = new Set(known.filter((one) => isSettled(one, content)).map(({ accountId }) => accountId))
    const now = [...new Set(accountIds)].filter((id) => !settled.has(id))
    const asked = now.map((id) => ({ id, name: askable.get(id) ?? id }))
    if (asked.length > 0)
      await changeReview(runId, db, async (own, askedAt) => {
        for (const { id: accountId, name } of asked) {
          const data = { name, askedAt, askedBy: by.name }
          await own.reviewer.upsert({
            where: { runId_accountId: { runId, accountId } },
            create: { runId, accountId, ...data },
            update: data,
          })
        }
      })
    return { asked: asked.map(({ name }) => name) }
  })
}

/** Whether somebody has decided on the content, or was asked and has not decided since. */
function isSettled(
  { askedAt, decidedAt, contentHash: seen }: ReviewerModel,
  content: string | null,
): boolean {
  if (decidedAt === null) return askedAt !== null
  return (seen !== null && seen === content) || (askedAt !== null && askedAt > decidedAt)
}

/** @returns the name of who is asked no more; null = they were not */
export async function withdrawReviewer(
  runId: string,
  accountId: string,
  db: Database = database(),
): Promise<string | null> {
  return asOne(db, async (tx) => {
    const key = { runId_accountId: { runId, accountId } }
    const found = await tx.reviewer.findUnique({ where: key })
    if (!found?.askedAt) return null
    await changeReview(runId, db, async (own) => {
      if (found.verdict === null) await own.reviewer.delete({ where: key })
      else await own.reviewer.update({ where: key, data: { askedAt: null, askedBy: null } })
    })
    return found.name
  })
}

export interface Decision {
  verdict: ReviewVerdict
  note: string
  /** What was looked at. */
  contentHash: string
}

/** `content-changed`: the run is another one than was looked at. */
export type DecideAnswer = 'decided' | 'not-ended' | 'content-changed' | 'no-such-run'

/** Decides in place of what the same person has decided before. */
export async function decideReview(
  runId: string,
  { verdict, note, contentHash: seen }: Decision,
  by: Author,
  db: Database = database(),
): Promise<DecideAnswer> {
  return asOne(db, async (tx) => {
    const run = await tx.run.findUnique({
      where: { id: runId },
      select: RUN_END,
    })
    if (!run) return 'no-such-run'
    const content = await contentHash(runId, run, db)
    if (content === null) return 'not-ended'
    if (content !== seen) return 'content-changed'
    await changeReview(runId, db, async (own, decidedAt) => {
      const accountId = by.accountId ?? ''
      const data = {
        name: by.name,
        verdict,
        note: note === '' ? null : note,
        decidedAt,
        contentHash: content,
      }
      await own.reviewer.upsert({
        where: { runId_accountId: { runId, accountId } },
        create: { runId, accountId, ...data },
        update: data,
      })
      // So that lists need not read what was measured.
      await own.review.update({ where: { runId }, data: { contentHash: content, endOfRun: endOfRun(run) } })
    })
    return 'decided'
  })
}
