/** Reviews of all runs, with what their decisions come to now. */
import { isAwaited, reviewState } from '@/lib/core/review/review'
import type { Reader } from '@/lib/core/review/reader'
import {
  inListOrder,
  type ReviewCounts,
  type ReviewItem,
  type ReviewsPage,
  type ReviewsQuestion,
} from '@/lib/core/review/review-list'
import { database, query, type Database } from './database'
import type { Prisma } from './generated/client'
import { readDeciders, type Deciders } from './read-deciders'
import { readRunAuthors } from './read-run-authors'
import { askedFirst, reviewerOf, REVIEWERS } from './review-rows'
import { contentHash, endOfRun, RUN_END } from './run-content'
import { qualitySchema, readStored, verdictSchema } from './stored-json'

const RUN = {
  ...{ id: true, number: true, name: true },
  ...RUN_END,
} satisfies Prisma.RunSelect
const REVIEW = { include: { run: { select: RUN }, reviewers: REVIEWERS } } satisfies Prisma.ReviewDefaultArgs

/** A page of the reviews that are asked for, and how many there are of each kind. */
export async function listReviews(
  { state, mine, page, limit }: ReviewsQuestion & { limit: number },
  reader: Reader,
  db: Database = database(),
): Promise<ReviewsPage> {
  const all = await readItems(reader, db)
  const own = mine ? all.filter(({ waitsForYou }) => waitsForYou) : all
  const fitting = own.filter((item) => state === 'all' || item.state === state).sort(inListOrder)
  const shown = fitting.slice((page - 1) * limit, page * limit)
  const authors = await readRunAuthors(
    shown.map(({ run }) => run.id),
    reader,
    db,
  )
  return {
    reviews: shown.map((item) => ({ ...item, madeBy: authors.get(item.run.id)?.name ?? null })),
    counts: countsOf(all),
    ...{ total: fitting.length, page, limit },
  }
}

/** How many reviews wait for whoever asks. */
export async function countWaiting(reader: Reader, db: Database = database()): Promise<number> {
  const accountId = reader.accountId ?? ''
  const rows = await query(db, (prisma) =>
    prisma.review.findMany({
      where: { reviewers: { some: { accountId, NOT: { askedAt: null } } } },
      include: { run: { select: RUN }, reviewers: { where: { accountId } } },
    }),
  )
  const deciders = await query(db, readDeciders)
  const items = await Promise.all(rows.map((row) => itemOf(row, NOTHING_SAID, { reader, deciders }, db)))
  return items.filter(({ waitsForYou }) => waitsForYou).length
}

async function readItems(reader: Reader, db: Database): Promise<ReviewItem[]> {
  const rows = await query(db, (prisma) => prisma.review.findMany(REVIEW))
  const said = await readCounts(db)
  const deciders = await query(db, readDeciders)
  const items = await Promise.all(
    rows.map((row) => itemOf(row, said.get(row.runId) ?? NOTHING_SAID, { reader, deciders }, db)),
  )
  // Of some nothing is left: comments were deleted, nobody is asked any more.
  return items.filter(({ reviewers, comments }) => reviewers.length > 0 || comments > 0)
}

interface Said {
  comments: number
  openThreads: number
}
const NOTHING_SAID: Said = { comments: 0, openThreads: 0 }

/** By run. */
async function readCounts(db: Database): Promise<Map<string, Said>> {
  const rows = await query(
    db,
    (prisma) => prisma.$queryRaw<{ runId: string; comments: bigint; openThreads: bigint }[]>`
      SELECT t.runId, COUNT(*) AS comments,
        COUNT(DISTINCT CASE WHEN t.resolvedAt IS NULL THEN t.id END) AS openThreads
      FROM ReviewThread t JOIN ReviewComment c ON c.threadId = t.id WHERE c.deletedAt IS NULL GROUP BY t.runId`,
  )
  return new Map(
    rows.map(({ runId, comments, openThreads }) => [
      runId,
      { comments: Number(comments), openThreads: Number(openThreads) },
    ]),
  )
}

async function itemOf(
  row: Prisma.ReviewGetPayload<typeof REVIEW>,
  said: Said,
  now: { reader: Reader; deciders: Deciders },
  db: Database,
): Promise<ReviewItem> {
  const { id, number, name, status, verdict, quality } = row.run
  const what = `Run ${number}`
  const content = await contentOf(row, db)
  const reviewers = row.reviewers.map((one) => reviewerOf(one, { content, ...now })).sort(askedFirst)
  return {
    run: {
      id,
      number,
      name,
      status,
      verdict: readStored(verdictSchema.nullable(), verdict, what),
      quality: readStored(qualitySchema.nullable(), quality, what),
    },
    madeBy: null,
    state: reviewState(reviewers, said.openThreads),
    waitsForYou: reviewers.some((one) => one.you && isAwaited(one)),
    ...{ reviewers, ...said },
    since: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  }
}

/** Looked at only where somebody has decided; the hash of the last decision is at hand. */
async function contentOf(
  { runId, run, reviewers, endOfRun: end, contentHash: known }: Prisma.ReviewGetPayload<typeof REVIEW>,
  db: Database,
): Promise<string | null> {
  if (!reviewers.some(({ verdict }) => verdict !== null)) return null
  return known !== null && end === endOfRun(run) ? known : contentHash(runId, run, db)
}

function countsOf(items: readonly ReviewItem[]): ReviewCounts {
  const of = (state: ReviewItem['state']) => items.filter((item) => item.state === state).length
  return {
    ...{ open: of('open'), 'changes-requested': of('changes-requested'), approved: of('approved') },
    all: items.length,
    waitForYou: items.filter(({ waitsForYou }) => waitsForYou).length,
  }
}
