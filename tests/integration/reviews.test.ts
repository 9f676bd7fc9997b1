/** Comments on a run through their routes, on a real database file: who writes, edits, deletes and sees what. */
import { expect, test, vi } from 'vitest'
import {
  DELETE as deleteComment,
  PATCH as editComment,
} from '@/app/api/runs/[id]/review/comments/[comment]/route'
import { PUT as decide } from '@/app/api/runs/[id]/review/decision/route'
import { GET as read } from '@/app/api/runs/[id]/review/route'
import { POST as answer } from '@/app/api/runs/[id]/review/threads/[thread]/comments/route'
import { PUT as resolve } from '@/app/api/runs/[id]/review/threads/[thread]/resolution/route'
import { POST as begin } from '@/app/api/runs/[id]/review/threads/route'
import { MOST_COMMENTS, type Comment, type Thread } from '@/lib/core/review/comment'
import { createRun } from '@/lib/db/create-run'
import { deleteRun } from '@/lib/db/delete-run'
import { completeRun, markCancelled } from '@/lib/db/end-run'
import { markBaseline } from '@/lib/db/mark-baseline'

import { asking } from '../fixtures/asking'
import { specOf } from '../fixtures/db-fixture'
import { account, actions, comment, refused, review, reviewed, send, value } from '../fixtures/review-fixture'

vi.mock('@/lib/auth/who-asks', async () => {
  const { asking: asked } = await import('../fixtures/asking')
  return { whoAsks: () => Promise.resolve(asked.who) }
})

test('a thread: begun, answered, edited by its author alone, resolved, emptied', async () => {
  const { db } = reviewed
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

  // An administrator edits nothing of others, whatever the role, and deletes; the place stays while somebody else’s answer stands below it.
  asking.who = eve
  expect(await refused(editComment, { ...own, body: { text: 'hm' } })).toContain(
    'no role allows it to others',
  )
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

test('threads and comments are those of their run: under another one there are none', async () => {
  const { id } = await createRun({ spec: specOf() }, reviewed.db)
  const thread = await comment('Why?')
  const of = { id, thread: thread.id, comment: thread.comments[0]?.id }
  for (const [route, body] of [
    [answer, { text: 'So.' }],
    [resolve, { resolved: true }],
    [editComment, { text: 'hm' }],
    [deleteComment, undefined],
  ] as const)
    expect(await refused(route, { params: of, ...(body && { body }) })).toMatch(/^404 /)
  expect((await review()).threads).toEqual([thread])
})

test('a run has so many comments and no more, those that were deleted counted', async () => {
  const { id: threadId } = await comment('first')
  const row = { threadId, author: 'Ada', text: 'more', deletedAt: new Date() }
  await reviewed.db.prisma.reviewComment.createMany({ data: Array(MOST_COMMENTS - 2).fill(row) })
  await value(answer, { params: { thread: threadId }, body: { text: 'the last one' } })
  expect(await refused(answer, { params: { thread: threadId }, body: { text: 'x' } })).toMatch(/^409 /)
  expect(await refused(begin, { body: { place: { on: 'run' }, text: 'x' } })).toMatch(/^409 /)
})

test('a comment is about what the run has, and says something', async () => {
  const about = (place: object, text = 'x') => refused(begin, { body: { place, text } })
  expect(await about({ on: 'cell', cell: '3.0' })).toContain('400 place.cell: the run has no cell 3.0')
  expect(await about({ on: 'window', trial: 3, fromMs: 0, toMs: 5 })).toContain('trial 3 has not ended')
  expect(await about({ on: 'window', trial: 1, fromMs: 80_000_000, toMs: 80_000_001 })).toBe(
    '400 place.toMs: the timeline of trial 1 ends at 500 ms.',
  )
  expect(await about({ on: 'finding', finding: 'retry-storm.0' })).toContain('400 place.finding')
  for (const nothing of [' \n', '\u200b'])
    expect(await about({ on: 'run' }, nothing)).toBe('400 text: a comment says something')
  expect(await about({ on: 'run' }, 'a\0b')).toContain('400 text: a text cannot hold')
  expect(await about({ on: 'run' }, 'x'.repeat(10_001))).toMatch(/^400 text/)
  const found = { rule: 'retry-storm', arm: 0, severity: 'caution', evidence: 'x', measure: 1, atMs: null }
  await reviewed.db.prisma.trial.updateMany({ where: { index: 1 }, data: { findings: [found] } })
  expect(await about({ on: 'finding', finding: 'retry-storm.1' })).toContain('400 place.finding')
  await comment('found', { on: 'finding', finding: 'retry-storm.0' })
  await comment('early', { on: 'window', trial: 2, fromMs: 0, toMs: 5 })
  expect((await review()).version).toBe(2)
})

test('a reader gets the review again only when it has changed', async () => {
  const { claim, db } = reviewed
  const again = async (etag: string) => (await send(read, { headers: { 'if-none-match': etag } })).status
  let etag = (await send(read)).headers.get('etag') ?? ''
  expect(await again(etag)).toBe(304)
  // The first one makes a review, the second one changes it.
  for (const text of ['first', 'second']) {
    await comment(text)
    expect(await again(etag), text).toBe(200)
    etag = (await send(read)).headers.get('etag') ?? ''
  }
  expect(await again(etag)).toBe(304)
  // Not only by comments: somebody may decide from here on.
  await markCancelled(claim, db)
  expect(await again(etag)).toBe(200)
  // Whose comments are one’s own is no other’s answer.
  etag = (await send(read)).headers.get('etag') ?? ''
  await markBaseline(reviewed.runId, true, null, reviewed.db)
  expect(await again(etag)).toBe(200)
  etag = (await send(read)).headers.get('etag') ?? ''
  asking.who = await account('Ada')
  expect(await again(etag)).toBe(200)
})

test('a comment that is sent again is there once, and nothing of it stays when it is deleted', async () => {
  const { db } = reviewed
  const call = {
    ...{ body: { place: { on: 'run' }, text: 'a slip of the pen' }, headers: { 'idempotency-key': 'k-1' } },
  }
  const thread = await value<Thread>(begin, call)
  expect(await value<Thread>(begin, call)).toEqual(thread)
  expect((await review()).threads.length).toBe(1)
  const kept = async () => JSON.stringify(await db.prisma.keptAnswer.findMany())
  expect(await kept()).toContain('a slip of the pen')
  await value(deleteComment, { params: { comment: thread.comments[0]?.id } })
  expect(await kept()).toBe('[]')
})

test('a key is that of whoever sent it: another one’s comment with the same key is another comment', async () => {
  const call = {
    headers: { 'idempotency-key': 'first-of-the-day' },
    body: { place: { on: 'run' }, text: 'Agreed.' },
  }
  for (const name of ['Ada', 'Bob']) {
    asking.who = await account(name)
    expect((await value<Thread>(begin, call)).comments[0]?.author).toMatchObject({ name, you: true })
  }
  expect((await review()).threads).toHaveLength(2)
})

test('a token of an account writes for it, and decides nothing', async () => {
  const { claim, db } = reviewed
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

test('a review goes with its run', async () => {
  const { claim, db, runId } = reviewed
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
