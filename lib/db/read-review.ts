/** The review of a run as it is read. */
import type { Reader } from '@/lib/core/review/reader'
import {
  approvers,
  baselineBasisSchema,
  reviewState,
  type BaselineBasis,
  type Review,
} from '@/lib/core/review/review'
import { database, query, type Database } from './database'
import { readDeciders } from './read-deciders'
import { readRunAuthors } from './read-run-authors'
import { askedFirst, reviewerOf, REVIEWERS, THREAD, threadOf } from './review-rows'
import { contentHash, endOfRun, RUN_END } from './run-content'
import { readStored } from './stored-json'

/** Null = there is no such run; one that nobody has reviewed has an empty review. */
export async function readReview(
  runId: string,
  reader: Reader,
  db: Database = database(),
): Promise<Review | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: { id: runId },
      select: {
        ...{ ...RUN_END, number: true, baselineAt: true, baselineBasis: true },
        review: {
          include: {
            reviewers: REVIEWERS,
            threads: { ...THREAD, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
          },
        },
      },
    }),
  )
  if (!run) return null
  const { number, review, baselineAt, baselineBasis } = run
  const content = await contentHash(runId, run, db)
  const deciders = await query(db, readDeciders)
  const reviewers = (review?.reviewers ?? [])
    .map((row) => reviewerOf(row, { content, reader, deciders }))
    .sort(askedFirst)
  const threads = (review?.threads ?? []).map((thread) => threadOf(thread, reader))
  const openThreads = threads.filter(({ resolved }) => resolved === null).length
  return {
    contentHash: content,
    madeBy: (await readRunAuthors([runId], reader, db)).get(runId) ?? null,
    reviewers,
    state: reviewState(reviewers, openThreads),
    threads,
    openThreads,
    baseline: baselineAt && {
      since: baselineAt.toISOString(),
      basis: readStored(baselineBasisSchema.nullable(), baselineBasis, `Run ${number}`),
    },
    version: review?.version ?? 0,
  }
}

/** Differs whenever {@link readReview} would; read without comments or anything that was measured. Null = no such run. */
export async function readReviewStamp(
  runId: string,
  { accountId, isAdmin, mayChange }: Reader,
  db: Database = database(),
): Promise<string | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: { id: runId },
      select: {
        ...{ ...RUN_END, baselineAt: true },
        review: {
          select: {
            version: true,
            reviewers: { select: { accountId: true }, orderBy: { accountId: 'asc' } },
          },
        },
      },
    }),
  )
  if (!run) return null
  const deciders = await query(db, readDeciders)
  const deciding = run.review?.reviewers.map((one) => deciders(one.accountId)) ?? []
  const parts = [
    ...[run.review?.version ?? 0, endOfRun(run), run.baselineAt],
    ...[accountId, isAdmin, mayChange, deciding],
  ]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** On whose approval a run would be accepted as it is now; null where it is not approved, or is not there. */
export async function readApproval(
  runId: string,
  reader: Reader,
  db: Database = database(),
): Promise<BaselineBasis | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: { id: runId },
      select: { ...RUN_END, review: { select: { reviewers: REVIEWERS } } },
    }),
  )
  if (!run?.review?.reviewers.some(({ verdict }) => verdict === 'approve')) return null
  const content = await contentHash(runId, run, db)
  const deciders = await query(db, readDeciders)
  const reviewers = run.review.reviewers.map((row) => reviewerOf(row, { content, reader, deciders }))
  if (content === null || reviewState(reviewers, 0) !== 'approved') return null
  return { approvedBy: approvers(reviewers).map(({ name }) => name), contentHash: content }
}
