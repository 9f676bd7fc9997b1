/** Rows of reviews as the core has them. */
import { z } from 'zod'
import type { Comment, Thread } from '@/lib/core/review/comment'
import { placeSchema } from '@/lib/core/review/place'
import { isOwn, mayDelete, type Reader } from '@/lib/core/review/reader'
import { VERDICTS, type ReviewerState } from '@/lib/core/review/review'
import type { Prisma } from './generated/client'
import type { ReviewCommentModel, ReviewerModel } from './generated/models'
import type { Deciders } from './read-deciders'
import { readStored } from './stored-json'

/** A thread with its comments, oldest first. */
export const THREAD = {
  include: { comments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
} satisfies Prisma.ReviewThreadDefaultArgs

/** Those of a review; the database puts those who were not asked before the others. */
export const REVIEWERS = {
  orderBy: [{ askedAt: 'asc' }, { decidedAt: 'asc' }],
} satisfies Prisma.Review$reviewersArgs

/** What of now a reviewer is read with. */
export interface ReadWith {
  /** Of the run as it is now. */
  content: string | null
  reader: Reader
  deciders: Deciders
}

export function reviewerOf(row: ReviewerModel, { content, reader, deciders }: ReadWith): ReviewerState {
  const accountId = row.accountId === '' ? null : row.accountId
  const verdict = readStored(z.enum(VERDICTS).nullable(), row.verdict, `A decision of ${row.name}`)
  const isDecided = verdict !== null && row.decidedAt !== null && row.contentHash !== null
  return {
    ...{ accountId, name: row.name, you: isOwn(reader, accountId), askedBy: row.askedBy },
    deciding: deciders(row.accountId),
    askedAt: row.askedAt?.toISOString() ?? null,
    decision: isDecided
      ? {
          ...{ verdict, note: row.note, contentHash: row.contentHash as string },
          at: (row.decidedAt as Date).toISOString(),
          current: row.contentHash === content,
        }
      : null,
  }
}

/** Puts those who were not asked behind the others, and leaves their order. */
export function askedFirst(a: ReviewerState, b: ReviewerState): number {
  return Number(a.askedAt === null) - Number(b.askedAt === null)
}

type ThreadRow = Prisma.ReviewThreadGetPayload<typeof THREAD>

/** A thread as it is read. */
export function threadOf({ id, place, resolvedAt, resolvedBy, comments }: ThreadRow, reader: Reader): Thread {
  return {
    id,
    place: readStored(placeSchema, place, 'The place of a comment'),
    comments: comments.map((comment) => commentOf(comment, reader)),
    resolved: resolvedAt && { by: resolvedBy ?? '', at: resolvedAt.toISOString() },
  }
}

/** A comment as it is read. */
export function commentOf(row: ReviewCommentModel, reader: Reader): Comment {
  const { id, accountId, author, text, createdAt, editedAt, deletedAt } = row
  return {
    ...{ id, text, deleted: deletedAt !== null, createdAt: createdAt.toISOString() },
    author: { name: author, accountId, you: isOwn(reader, accountId) },
    editedAt: editedAt?.toISOString() ?? null,
    mayDelete: deletedAt === null && mayDelete(reader, accountId),
  }
}
