/** The review of a run through its routes, on a real database file: comments, reviewers, decisions, and what the list says of them. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PATCH as changeRun } from '@/app/api/runs/[id]/route'
import {
  DELETE as deleteComment,
  PATCH as editComment,
} from '@/app/api/runs/[id]/review/comments/[comment]/route'
import { PUT as decide } from '@/app/api/runs/[id]/review/decision/route'
import { DELETE as withdraw } from '@/app/api/runs/[id]/review/reviewers/[account]/route'
import { PUT as ask } from '@/app/api/runs/[id]/review/reviewers/route'
import { GET as read } from '@/app/api/runs/[id]/review/route'
import { POST as answer } from '@/app/api/runs/[id]/review/threads/[thread]/comments/route'
import { PUT as resolve } from '@/app/api/runs/[id]/review/threads/[thread]/resolution/route'
import { POST as begin } from '@/app/api/runs/[id]/review/threads/route'
import { GET as list } from '@/app/api/reviews/route'
import type { Route } from '@/app/api/answers/endpoint'
import type { Role, Who } from '@/lib/core/access/access'
import type { Comment, Thread } from '@/lib/core/review/comment'
import type { Review } from '@/lib/core/review/review'
import type { ReviewsPage } from '@/lib/core/review/review-list'
import { claimRun, type Claim } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { deleteRun } from '@/lib/db/delete-run'
import { completeRun, markCancelled } from '@/lib/db/end-run'
import { listRuns } from '@/lib/db/list-runs'
import { countWaiting } from '@/lib/db/list-reviews'
import { removePerson } from '@/lib/db/people'
import { resumeRun } from '@/lib/db/resume-run'
import { freshDatabase, specOf, storeTrial } from '../fixtures/db-fixture'

const asking = vi.hoisted(() => ({ who: { kind: 'solo' } as Who }))
vi.mock('@/lib/auth/who-asks', () => ({ whoAsks: () => Promise.resolve(asking.who) }))

const holder = globalThis as typeof globalThis & { retryscopeDatabase?: Database }
let db: Database
let runId: string
let claim: Claim

beforeEach(async () => {
  db = await freshDatabase()
  holder.retryscopeDatabase = db
  asking.who = { kind: 'solo' }
  runId = (await createRun({ spec: specOf() }, db)).id
  claim = await claimed()
  for (const index of [0, 1]) await storeTrial(db, claim, index)
})
afterEach(() => {
  delete holder.retryscopeDatabase
})

async function claimed(): Promise<Claim> {
  const run = await claimRun('worker', {}, db)
  if (!run) throw new Error('nothing to claim')
  return run
}

/** Takes the run up again, and measures what was missing. */
async function goOn(): Promise<void> {
  expect(await resumeRun(runId, db)).toBe('queued')
  claim = await claimed()
  await storeTrial(db, claim, 2)
  await completeRun(claim, { quality: 'good', verdict: null }, db)
}

/** An account, and whoever has signed in with it. */
async function account(name: string, role: Role = 'editor'): Promise<Who & { kind: 'account' }> {
  const { id } = await db.prisma.account.create({
    data: { id: name.toLowerCase(), name, email: `${name.toLowerCase()}@example.org`, role },
  })
  return { kind: 'account', id, name, role }
}

interface Call {
  body?: object
  params?: object
  query?: string
  headers?: Record<string, string>
}

async function send(route: Route, { body, params, query = '', headers }: Call = {}): Promise<Response> {
  const request = new Request(`http://127.0.0.1/api${query}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
  })
  return route(request, { params: Promise.resolve({ id: runId, ...params }) })
}

/** What a route answers, which has to go well. */
async function value<Answer>(route: Route, call: Call = {}): Promise<Answer> {
  const response = await send(route, call)
  const text = await response.text()
  expect(response.ok, text).toBe(true)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

/** How a route refuses. */
async function refused(route: Route, call: Call = {}): Promise<string> {
  const response = await send(route, call)
  expect(response.ok).toBe(false)
  return `${response.status} ${((await response.json()) as { detail: string }).detail}`
}

const review = () => value<Review>(read)
const comment = (text: string, place: object = { on: 'run' }) =>
  value<Thread>(begin, { body: { place, text } })

async function actions(): Promise<string[]> {
  const entries = await db.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })
  return entries.map(({ action, author }) => `${author}: ${action}`)
}

test('a thread: begun, answered, edited by its author alone, resolved, emptied', async () => {
  const [ada, bob, eve] = [await account('Ada'), await account('Bob'), await account('Eve', 'admin')]
  asking.who = ada
  const thread = await comment('Why *0.98*?', { on: 'cell', cell: '1.0' })
  const first = thread.comments[0] as Comment
  expect(thread).toMatchObject({ place: { on: 'cell', cell: '1.0' }, resolved: null })
  expect(first).toMatchObject({ author: { name: 'Ada', you: true }, text: 'Why *0.98*?', editedAt: null })

  asking.who = bob
  await value(answer, { params: { thread: thread.id }, body: { text: 'Trial 2.' } })
  const own = { params: { comment: first.id } }
  expect(await refused(editComment, { ...own, body: { text: 'hm' } })).toMatch(/^403 Only its author/)
  expect(await refused(deleteComment, own)).toMatch(/^403 /)
  await value(resolve, { params: { thread: thread.id }, body: { resolved: true } })

  asking.who = ada
  await value(editComment, { ...own, body: { text: 'Why 0.98?' } })
  let seen = await review()
  expect(seen).toMatchObject({ openThreads: 0, state: 'none' })
  expect(seen.threads[0]?.resolved?.by).toBe('Bob')
  expect(
    seen.threads[0]?.comments.map(({ text, author, mayDelete }) => [text, author.you, mayDelete]),
  ).toEqual([
    ['Why 0.98?', true, true],
    ['Trial 2.', false, false],
  ])
  expect(seen.threads[0]?.comments[0]?.editedAt).not.toBeNull()

  // An administrator deletes; the place stays while somebody else’s answer stands below it.
  asking.who = eve
  await value(deleteComment, own)
  seen = await review()
  expect(seen.threads[0]?.comments.map(({ text, deleted }) => [text, deleted])).toEqual([
    ['', true],
    ['Trial 2.', false],
  ])
  expect(JSON.stringify(await db.prisma.reviewComment.findMany())).not.toContain('0.98')
  expect(await refused(editComment, { ...own, body: { text: 'back' } })).toMatch(/^404 /)
  await value(deleteComment, { params: { comment: seen.threads[0]?.comments[1]?.id } })
  expect((await review()).threads).toEqual([])
  expect(await actions()).toEqual([
    ...['Ada: comment.written', 'Bob: comment.written', 'Bob: comment.resolved', 'Ada: comment.edited'],
    ...['Eve: comment.deleted', 'Eve: comment.deleted'],
  ])
})

test('a comment is about what the run has, and says something', async () => {
  const about = (place: object, text = 'x') => refused(begin, { body: { place, text } })
  expect(await about({ on: 'cell', cell: '3.0' })).toContain('400 place.cell: the run has no cell 3.0')
  expect(await about({ on: 'window', trial: 3, fromMs: 0, toMs: 5 })).toContain('trial 3 has not ended')
  expect(await about({ on: 'finding', finding: 'retry-storm.0' })).toContain('400 place.finding')
  expect(await about({ on: 'run' }, ' \n')).toContain('a comment says something')
  expect(await about({ on: 'run' }, 'x'.repeat(10_001))).toMatch(/^400 text/)
  await comment('early', { on: 'window', trial: 2, fromMs: 0, toMs: 5 })
  expect((await review()).version).toBe(1)
})

test('a reader gets the review again only when it has changed', async () => {
  const again = async (etag: string) => (await send(read, { headers: { 'if-none-match': etag } })).status
  let etag = (await send(read)).headers.get('etag') ?? ''
  expect(await again(etag)).toBe(304)
  await comment('first')
  expect(await again(etag)).toBe(200)
  etag = (await send(read)).headers.get('etag') ?? ''
  expect(await again(etag)).toBe(304)
  // Not only by comments: somebody may decide from here on.
  await markCancelled(claim, db)
  expect(await again(etag)).toBe(200)
  // Whose comments are one’s own is no other’s answer.
  etag = (await send(read)).headers.get('etag') ?? ''
  asking.who = await account('Ada')
  expect(await again(etag)).toBe(200)
})

test('a decision holds for what was looked at, and for nothing that was measured later', async () => {
  const approve = (contentHash: string) =>
    ({ body: { verdict: 'approve', note: 'Fine.', contentHash } }) as const
  expect((await review()).contentHash).toBeNull()
  expect(await refused(decide, approve('0'.repeat(64)))).toMatch(/^409 .*wait for its end/)

  await markCancelled(claim, db)
  const before = (await review()).contentHash ?? ''
  expect(await refused(decide, approve('0'.repeat(64)))).toMatch(/^409 .*taken up again/)
  const approved = await value<Review>(decide, approve(before))
  expect(approved).toMatchObject({ state: 'approved', contentHash: before })
  expect(approved.reviewers).toMatchObject([
    {
      name: 'owner',
      you: true,
      askedAt: null,
      decision: { verdict: 'approve', note: 'Fine.', current: true },
    },
  ])

  await goOn()
  const after = await review()
  expect(after.contentHash).not.toBe(before)
  expect(after).toMatchObject({ state: 'open', reviewers: [{ decision: { current: false } }] })
  expect(await refused(decide, approve(before))).toMatch(/^409 /)
  expect(await value<Review>(decide, approve(after.contentHash ?? ''))).toMatchObject({ state: 'approved' })
  expect(await actions()).toEqual(['owner: review.approved', 'owner: review.approved'])
})

test('every value that was measured is part of the content, and what people put on a run is not', async () => {
  await completeRun(claim, { quality: 'good', verdict: 'pass' }, db)
  const hash = async () => {
    // As after a start of the server: nothing is remembered.
    ;(globalThis as { retryscopeContents?: Map<string, string> }).retryscopeContents?.clear()
    return (await review()).contentHash
  }
  const original = await hash()
  await db.prisma.run.update({ where: { id: runId }, data: { version: 'abc', pinnedAt: new Date() } })
  await comment('words are no measurement')
  expect(await hash()).toBe(original)
  const changes = [
    `UPDATE Run SET verdict = 'fail'`,
    `UPDATE Trial SET quality = 'suspect' WHERE "index" = 1`,
    `UPDATE TrialArm SET summary = json_set(summary, '$.ok', 7) WHERE trialIndex = 1 AND arm = 1`,
    `DELETE FROM Trial WHERE "index" = 0`,
  ]
  const seen = new Set([original])
  for (const change of changes) {
    expect(await db.prisma.$executeRawUnsafe(change)).toBe(1)
    seen.add(await hash())
  }
  expect(seen.size).toBe(changes.length + 1)
})

test('people are asked, and the list says for whom a review waits', async () => {
  const [ada, bob] = [await account('Ada'), await account('Bob')]
  await account('Val', 'viewer')
  await completeRun(claim, { quality: 'good', verdict: null }, db)
  expect(await refused(ask, { body: { accounts: ['bob'] } })).toMatch(/^409 Nobody has to sign in/)
  asking.who = ada
  expect(await refused(ask, { body: { accounts: ['bob', 'val'] } })).toMatch(/^404 Nobody was asked: val/)
  await value(ask, { body: { accounts: ['ada', 'bob'] } })
  await value(ask, { body: { accounts: ['bob'] } })
  const before = await review()
  expect(before).toMatchObject({
    ...{ state: 'open', version: 1 },
    reviewers: [
      { name: 'Ada', you: true, askedBy: 'Ada' },
      { name: 'Bob', you: false },
    ],
  })
  const listed = async (query: string) => {
    const { reviews, counts, total } = await value<ReviewsPage>(list, { query })
    return { waits: reviews.map(({ waitsForYou }) => waitsForYou), counts, total }
  }
  asking.who = bob
  const marks = async () => [
    (await listRuns({ limit: 1 }, db))[0]?.review,
    await countWaiting({ accountId: 'bob', isAdmin: false, mayChange: true }, db),
  ]
  expect(await marks()).toEqual(['open', 1])
  expect(await listed('?mine=true')).toMatchObject({ waits: [true], counts: { open: 1, waitForYou: 1 } })
  const { contentHash } = before
  await value(decide, { body: { verdict: 'request-changes', contentHash } })
  expect(await marks()).toEqual(['changes-requested', 0])
  expect(await listed('?mine=true&state=all')).toMatchObject({ waits: [], total: 0 })
  expect(await listed('?state=changes-requested')).toMatchObject({ waits: [false], counts: { open: 0 } })

  await value(decide, { body: { verdict: 'approve', contentHash } })
  asking.who = ada
  expect(await value<Review>(withdraw, { params: { account: 'ada' } })).toMatchObject({ state: 'approved' })
  expect(await refused(withdraw, { params: { account: 'ada' } })).toMatch(/^404 /)
  expect(await listed('?state=approved')).toMatchObject({ waits: [false], counts: { approved: 1, all: 1 } })
  expect(await listed('')).toMatchObject({ total: 0 })
})

test('a token of an account writes for it, and decides nothing', async () => {
  const ada = await account('Ada')
  await completeRun(claim, { quality: 'good', verdict: null }, db)
  const { contentHash } = await review()
  asking.who = { kind: 'token', id: 't', name: 'CI', role: 'editor', accountId: 'ada', accountName: 'Ada' }
  const thread = await comment('by a script')
  expect(await refused(decide, { body: { verdict: 'approve', contentHash } })).toMatch(/^403 /)
  asking.who = ada
  expect((await review()).threads[0]).toMatchObject({
    ...{ id: thread.id, comments: [{ author: { name: 'Ada (token CI)', you: true } }] },
  })
  asking.who = { ...ada, role: 'viewer' }
  expect(await refused(begin, { body: { place: { on: 'run' }, text: 'x' } })).toMatch(/^403 /)
  expect((await review()).threads[0]?.comments[0]?.mayDelete).toBe(false)
})

test('a baseline rests on the approval of what it is, or on none', async () => {
  const [ada, bob] = [await account('Ada'), await account('Bob')]
  await markCancelled(claim, db)
  asking.who = bob
  const { contentHash } = await review()
  const mark = { body: { baseline: true, approvedContent: contentHash } }
  expect(await refused(changeRun, mark)).toMatch(/^409 .*no longer approved/)
  expect((await review()).baseline).toBeNull()
  await value(decide, { body: { verdict: 'approve', contentHash } })
  asking.who = ada
  await value(changeRun, mark)
  expect((await review()).baseline).toMatchObject({ basis: { approvedBy: ['Bob'], contentHash } })
  const entry = await db.prisma.auditEntry.findFirst({ where: { action: 'baseline.set' } })
  expect(entry).toMatchObject({ author: 'Ada', detail: { approvedBy: ['Bob'], contentHash } })

  await goOn()
  expect(await refused(changeRun, mark)).toMatch(/^409 /)
  await value(changeRun, { body: { baseline: true } })
  expect((await review()).baseline?.basis).toBeNull()
})

test('nobody waits for an account that is gone; what it has said and decided stays', async () => {
  const [ada, bob] = [await account('Ada', 'admin'), await account('Bob')]
  await account('Cy')
  await completeRun(claim, { quality: 'good', verdict: null }, db)
  asking.who = ada
  await value(ask, { body: { accounts: ['bob', 'cy'] } })
  asking.who = bob
  await comment('kept')
  const { contentHash, version } = await review()
  await value(decide, { body: { verdict: 'approve', contentHash } })
  expect(await removePerson('bob')).toBe('done')
  expect(await removePerson('cy')).toBe('done')
  asking.who = ada
  const left = await review()
  expect(left.version).toBeGreaterThan(version + 1)
  expect(left).toMatchObject({
    state: 'approved',
    reviewers: [{ name: 'Bob', askedAt: null, decision: { verdict: 'approve' } }],
    threads: [{ comments: [{ author: { name: 'Bob', you: false }, text: 'kept' }] }],
  })
})

test('a review goes with its run', async () => {
  await markCancelled(claim, db)
  const { contentHash } = await review()
  await comment('gone')
  await value(decide, { body: { verdict: 'approve', contentHash } })
  await deleteRun(runId, db)
  expect(await refused(read)).toMatch(/^404 /)
  const { review: reviews, reviewer, reviewThread, reviewComment } = db.prisma
  expect(
    await Promise.all([reviews.count(), reviewer.count(), reviewThread.count(), reviewComment.count()]),
  ).toEqual([0, 0, 0, 0])
})
