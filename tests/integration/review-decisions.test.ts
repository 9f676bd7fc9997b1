/** Decisions on a run through their routes, on a real database file: on what they are made, and what they come to. */
import { expect, test, vi } from 'vitest'
import { PATCH as changeRun } from '@/app/api/runs/[id]/route'
import { PUT as decide } from '@/app/api/runs/[id]/review/decision/route'
import { DELETE as withdraw } from '@/app/api/runs/[id]/review/reviewers/[account]/route'
import { PUT as ask } from '@/app/api/runs/[id]/review/reviewers/route'
import { GET as list } from '@/app/api/reviews/route'
import { GET as read } from '@/app/api/runs/[id]/review/route'
import { listReviews } from '@/lib/core/api/subjects/reviews'
import type { Review } from '@/lib/core/review/review'
import type { ReviewsPage } from '@/lib/core/review/review-list'
import { completeRun, markCancelled } from '@/lib/db/end-run'
import { listRuns } from '@/lib/db/list-runs'
import { countWaiting } from '@/lib/db/list-reviews'
import { changeRole, removePerson } from '@/lib/db/people'
import { auditFilterSchema } from '@/lib/core/audit/entry'
import { listAuditAccounts, readAudit } from '@/lib/db/read-audit'
import { createWebhook } from '@/lib/db/webhooks'

import { asking } from '../fixtures/asking'
import {
  account,
  actions,
  comment,
  goOn,
  refused,
  review,
  reviewed,
  send,
  value,
} from '../fixtures/review-fixture'

vi.mock('@/lib/auth/who-asks', async () => {
  const { asking: asked } = await import('../fixtures/asking')
  return { whoAsks: () => Promise.resolve(asked.who) }
})

test('a decision holds for what was looked at, and for nothing that was measured later', async () => {
  const { claim, db } = reviewed
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
  const { claim, db, runId } = reviewed
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

test('an outcome that a newer version derives otherwise makes decisions stale, on the page and in lists alike', async () => {
  const { claim, db, runId } = reviewed
  await completeRun(claim, { quality: 'good', verdict: 'pass' }, db)
  await value(decide, { body: { verdict: 'approve', contentHash: (await review()).contentHash ?? '' } })
  const states = async () => [
    (await review()).state,
    (await value<ReviewsPage>(list, { query: '?state=all' })).reviews[0]?.state,
    (await listRuns({ limit: 1 }, db))[0]?.review,
  ]
  expect(await states()).toEqual(['approved', 'approved', 'approved'])
  await db.prisma.run.update({ where: { id: runId }, data: { verdict: 'fail' } })
  expect(await states()).toEqual(['open', 'open', 'open'])
})

test('people are asked, and the list says for whom a review waits', async () => {
  const { claim, db } = reviewed
  const [ada, bob] = [await account('Ada'), await account('Bob')]
  await account('Val', 'viewer')
  await completeRun(claim, { quality: 'good', verdict: null }, db)
  const hook = { name: 'hook', url: 'https://hooks.example/', retries: 'once' } as const
  const author = { accountId: null, name: 'Ada' }
  await createWebhook({ ...hook, events: ['review.asked'] }, { secret: 'whsec_', author }, db)
  expect(await refused(ask, { body: { accounts: ['bob'] } })).toMatch(/^409 Nobody has to sign in/)
  asking.who = ada
  expect(await refused(ask, { body: { accounts: ['bob', 'val'] } })).toMatch(/^404 Nobody was asked: val/)
  await value(ask, { body: { accounts: ['ada', 'bob'] } })
  await value(ask, { body: { accounts: ['bob'] } })
  const told = await db.prisma.webhookDelivery.findMany()
  expect(told.map(({ content }) => content)).toMatchObject([
    { type: 'review.asked', data: { review: { askedBy: 'Ada', reviewers: ['Ada', 'Bob'] } } },
  ])
  const before = await review()
  expect(before).toMatchObject({
    ...{ state: 'open', version: 1 },
    reviewers: [
      { name: 'Ada', you: true, askedBy: 'Ada' },
      { name: 'Bob', you: false },
    ],
  })
  const listed = async (query: string) => {
    const answered = await value<ReviewsPage>(list, { query })
    expect(listReviews.answers[200].schema.parse(answered)).toEqual(answered)
    const { reviews, counts, total } = answered
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
  for (const note of [{}, { note: ' ' }])
    expect(await refused(decide, { body: { verdict: 'request-changes', ...note, contentHash } })).toMatch(
      /^400 .*say what has to change/,
    )
  await value(decide, { body: { verdict: 'request-changes', note: 'Longer.', contentHash } })
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

test('a baseline rests on the approval of what it is, or on none', async () => {
  const { claim, db } = reviewed
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
  const basis = { approvedBy: ['Bob'], contentHash }
  expect(entry).toMatchObject({ author: 'Ada', detail: { review: 'approved', approvals: 1, ...basis } })

  await goOn()
  expect(await refused(changeRun, mark)).toMatch(/^409 /)
  await value(changeRun, { body: { baseline: true } })
  expect((await review()).baseline?.basis).toBeNull()
  const last = await db.prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } })
  expect(last).toMatchObject({ action: 'baseline.set', detail: { review: 'open', approvals: 0 } })
})

test('nobody waits for an account that is gone; what it has said and decided stays, and counts no longer', async () => {
  const { claim, db } = reviewed
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
    state: 'open',
    reviewers: [{ name: 'Bob', askedAt: null, deciding: 'gone', decision: { verdict: 'approve' } }],
    threads: [{ comments: [{ author: { name: 'Bob', you: false }, text: 'kept' }] }],
  })
})

test('whoever leaves, or becomes a viewer, holds no run up by what they have decided', async () => {
  const { claim, db } = reviewed
  const [ada, bob] = [await account('Ada', 'admin'), await account('Bob')]
  const cy = await account('Cy')
  await completeRun(claim, { quality: 'good', verdict: null }, db)
  const { contentHash } = await review()
  for (const [who, verdict] of [
    ...[[bob, 'request-changes'] as const, [cy, 'request-changes'] as const],
    [ada, 'approve'] as const,
  ]) {
    asking.who = who
    await value(decide, { body: { verdict, note: 'Why.', contentHash } })
  }
  const states = async () => [(await review()).state, (await listRuns({ limit: 1 }, db))[0]?.review]
  const mark = { body: { baseline: true, approvedContent: contentHash } }
  expect(await states()).toEqual(['changes-requested', 'changes-requested'])
  const etag = (await send(read)).headers.get('etag') ?? ''
  expect(await changeRole('bob', 'viewer')).toBe('done')
  expect((await send(read, { headers: { 'if-none-match': etag } })).status).toBe(200)
  expect(await states()).toEqual(['changes-requested', 'changes-requested'])
  expect(await refused(changeRun, mark)).toMatch(/^409 /)
  expect(await removePerson('cy')).toBe('done')
  expect(await states()).toEqual(['approved', 'approved'])
  expect((await review()).reviewers.map(({ name, deciding }) => `${name} ${deciding}`).sort()).toEqual([
    ...['Ada may', 'Bob viewer', 'Cy gone'],
  ])
  await value(changeRun, mark)
  expect((await review()).baseline?.basis?.approvedBy).toEqual(['Ada'])
  // Under whatever name an account did it, and nothing of who has its name now.
  await db.prisma.auditEntry.updateMany({ where: { accountId: 'cy' }, data: { author: 'Ada' } })
  const of = async (filter: object) =>
    (await readAudit(auditFilterSchema.parse(filter), { page: 1, limit: 9 }, db)).entries
  expect(await of({ author: 'Ada' })).toHaveLength(3)
  expect((await of({ account: 'cy' })).map(({ author }) => author)).toEqual([
    { accountId: 'cy', name: 'Ada' },
  ])
  // The filter offers each account once, under the name that the log knew last.
  expect((await listAuditAccounts(db)).filter(({ id }) => id === 'cy')).toEqual([{ id: 'cy', name: 'Ada' }])
  // Back as an editor, they count again.
  expect(await changeRole('bob', 'editor')).toBe('done')
  expect(await states()).toEqual(['changes-requested', 'changes-requested'])
})
