/** Comments on runs: written, edited, deleted; threads that are resolved and opened again. */
import type { Author } from '@/lib/core/access/access'
import { MOST_COMMENTS, type Comment, type Thread } from '@/lib/core/review/comment'
import type { Place } from '@/lib/core/review/place'
import { isOwn, mayDelete, type Reader } from '@/lib/core/review/reader'
import { asOne, changeReview } from './change-review'
import { database, type Database } from './database'
import type { Prisma } from './generated/client'
import { forgetAnswersOn } from './kept-answers'
import { commentOf, THREAD, threadOf } from './review-rows'
import { asJson } from './stored-json'

/** Whoever writes. */
export interface Writer {
  author: Author
  reader: Reader
}

/** `full`: nothing more can be said of this run. */
export async function beginThread(
  runId: string,
  { place, text }: { place: Place; text: string },
  { author, reader }: Writer,
  db: Database = database(),
): Promise<Thread | 'full'> {
  return asOne(db, async (tx) => {
    if (await isFull(tx, runId)) return 'full'
    return changeReview(runId, db, async (own, createdAt) => {
      const comments = { create: commentRow(text, author, createdAt) }
      const data = { runId, place: asJson(place), createdAt, comments }
      return threadOf(await own.reviewThread.create({ data, ...THREAD }), reader)
    })
  })
}

/** Null = the run has no such thread. */
export async function answerThread(
  { runId, threadId }: { runId: string; threadId: string },
  text: string,
  { author, reader }: Writer,
  db: Database = database(),
): Promise<Comment | 'full' | null> {
  return asOne(db, async (tx) => {
    if ((await tx.reviewThread.count({ where: { id: threadId, runId } })) === 0) return null
    if (await isFull(tx, runId)) return 'full'
    return changeReview(runId, db, async (own, createdAt) => {
      const data = { threadId, ...commentRow(text, author, createdAt) }
      return commentOf(await own.reviewComment.create({ data }), reader)
    })
  })
}

/** `not-yours`: somebody else wrote it. Null = there is no such comment, or it was deleted. */
export async function editComment(
  { runId, commentId }: { runId: string; commentId: string },
  text: string,
  reader: Reader,
  db: Database = database(),
): Promise<Comment | 'not-yours' | null> {
  return asOne(db, async (tx) => {
    const found = await tx.reviewComment.findFirst({ where: standing(runId, commentId) })
    if (!found) return null
    if (!isOwn(reader, found.accountId)) return 'not-yours'
    if (found.text === text) return commentOf(found, reader)
    return changeReview(runId, db, async (own, editedAt) =>
      commentOf(
        await own.reviewComment.update({ where: { id: commentId }, data: { text, editedAt } }),
        reader,
      ),
    )
  })
}

/** @returns who had written it; null = there is no such comment, or it was deleted before */
export async function deleteComment(
  { runId, commentId }: { runId: string; commentId: string },
  reader: Reader,
  db: Database = database(),
): Promise<{ author: string } | 'not-yours' | null> {
  return asOne(db, async (tx) => {
    const found = await tx.reviewComment.findFirst({ where: standing(runId, commentId) })
    if (!found) return null
    if (!mayDelete(reader, found.accountId)) return 'not-yours'
    const { threadId, author } = found
    return changeReview(runId, db, async (own, deletedAt) => {
      await own.reviewComment.update({ where: { id: commentId }, data: { text: '', deletedAt } })
      await forgetAnswersOn(commentId, db)
      // Nobody needs the place of a comment that nobody has answered.
      if ((await own.reviewComment.count({ where: { threadId, deletedAt: null } })) === 0)
        await own.reviewThread.delete({ where: { id: threadId } })
      return { author }
    })
  })
}

/** Null = the run has no such thread. `isChanged` is false where it was so already. */
export async function resolveThread(
  { runId, threadId }: { runId: string; threadId: string },
  resolved: boolean,
  { author, reader }: Writer,
  db: Database = database(),
): Promise<{ thread: Thread; isChanged: boolean } | null> {
  return asOne(db, async (tx) => {
    const found = await tx.reviewThread.findFirst({ where: { id: threadId, runId }, ...THREAD })
    if (!found) return null
    if ((found.resolvedAt !== null) === resolved) return { thread: threadOf(found, reader), isChanged: false }
    return changeReview(runId, db, async (own, now) => {
      const data = resolved
        ? { resolvedAt: now, resolvedBy: author.name }
        : { resolvedAt: null, resolvedBy: null }
      const thread = await own.reviewThread.update({ where: { id: threadId }, data, ...THREAD })
      return { thread: threadOf(thread, reader), isChanged: true }
    })
  })
}

function commentRow(text: string, { accountId, name }: Author, createdAt: Date) {
  return { text, accountId, author: name, createdAt }
}

function standing(runId: string, id: string): Prisma.ReviewCommentWhereInput {
  return { id, deletedAt: null, thread: { runId } }
}

/** Deleted ones count: their places stay. */
async function isFull(tx: Prisma.TransactionClient, runId: string): Promise<boolean> {
  return (await tx.reviewComment.count({ where: { thread: { runId } } })) >= MOST_COMMENTS
}
