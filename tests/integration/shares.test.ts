/** The life of a share link through its routes, on a real database file: made, read, asked for its password, revoked, expired. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { POST as makeLink, GET as listLinks } from '@/app/api/runs/[id]/shares/route'
import { POST as beginThread } from '@/app/api/runs/[id]/review/threads/route'
import { GET as listAllLinks } from '@/app/api/shares/route'
import { DELETE as revokeLink } from '@/app/api/shares/[id]/route'
import { GET as readChart } from '@/app/s/[token]/chart/[name]/route'
import { GET as readPicture } from '@/app/s/[token]/preview.png/route'
import { GET as readPage, POST as givePassword } from '@/app/s/[token]/route'
import { hashOf } from '@/lib/auth/secrets'
import type { MadeShare, ShareItem, SharesPage } from '@/lib/core/share/share'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { deleteRun } from '@/lib/db/delete-run'
import { completeRun, reportAtEnd } from '@/lib/db/end-run'
import { findShare } from '@/lib/db/shares'
import { CleanUp } from '@/worker/clean-up'
import type { WorkerPorts } from '@/worker/worker-ports'
import { attemptOf, freshDatabase, specOf, storeTrial } from '../fixtures/db-fixture'
import { shareOf } from '../fixtures/people-fixture'

const holder = globalThis as typeof globalThis & {
  retryscopeDatabase?: Database
  retryscopeGuesses?: unknown
}
let db: Database
let runId: string

beforeEach(async () => {
  db = await freshDatabase()
  holder.retryscopeDatabase = db
  delete holder.retryscopeGuesses
  runId = (await createRun({ spec: specOf({ name: 'on db-7.corp.example' }) }, db)).id
  const claim = await claimRun('worker', {}, db)
  if (!claim) throw new Error('nothing to claim')
  for (const index of [0, 1, 2]) await storeTrial(db, claim, index, [attemptOf(0, 0), attemptOf(0, 1)])
  const { verdict } = (await reportAtEnd(claim, 'completed', db)).report
  await completeRun(claim, { quality: 'good', verdict }, db)
})
afterEach(() => {
  delete holder.retryscopeDatabase
})

async function make(body: object): Promise<MadeShare & { token: string }> {
  const request = new Request(`http://127.0.0.1/api/runs/${runId}/shares`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const response = await makeLink(request, { params: Promise.resolve({ id: runId }) })
  expect(response.status).toBe(201)
  const made = (await response.json()) as MadeShare
  return { ...made, token: made.path.replace('/s/', '') }
}

const read = (token: string, headers: Record<string, string> = {}) =>
  readPage(new Request(`http://127.0.0.1/s/${token}`, { headers }), { params: Promise.resolve({ token }) })

const chart = (token: string, name: string) =>
  readChart(new Request(`http://127.0.0.1/s/${token}/chart/${name}`), {
    params: Promise.resolve({ token, name }),
  })

function tell(token: string, password: string): Promise<Response> {
  const body = new URLSearchParams({ password }).toString()
  const request = new Request(`http://127.0.0.1/s/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) },
    body,
  })
  return givePassword(request, { params: Promise.resolve({ token }) })
}

async function shares(): Promise<ShareItem[]> {
  const request = new Request(`http://127.0.0.1/api/runs/${runId}/shares`)
  const response = await listLinks(request, { params: Promise.resolve({ id: runId }) })
  return ((await response.json()) as { shares: ShareItem[] }).shares
}

function revoke(id: string): Promise<Response> {
  const request = new Request(`http://127.0.0.1/api/shares/${id}`, { method: 'DELETE' })
  return revokeLink(request, { params: Promise.resolve({ id }) })
}

test('a link shows what was sealed, and not its token to whoever reads the database', async () => {
  const { token, share } = await make({ embedOrigins: ['https://wiki.example'] })
  const page = await read(token)
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('Strategies')
  expect(html).not.toContain('db-7.corp.example')
  expect(html).not.toContain(token)
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'$/)
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  expect(page.headers.get('x-robots-tag')).toContain('noindex')

  const etag = page.headers.get('etag') ?? ''
  expect((await read(token, { 'if-none-match': etag })).status).toBe(304)
  const framed = await chart(token, 'retry-counts')
  expect(framed.status).toBe(200)
  expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors https://wiki.example')
  expect(framed.headers.get('x-frame-options')).toBeNull()
  expect((await chart(token, 'none')).status).toBe(404)

  const stored = await db.prisma.$queryRawUnsafe('SELECT hex(tokenHash) h, * FROM Share')
  expect(
    JSON.stringify(stored, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  ).not.toContain(token)
  // Two pages and a chart so far: what a preview asks for is no reader.
  await read(token, { 'user-agent': 'Slackbot-LinkExpanding 1.0' })
  expect((await shares()).find(({ id }) => id === share.id)).toMatchObject({ views: 3, state: 'open' })
})

test('comments are in it only when somebody chose that, and their author only when nobody hides it', async () => {
  const request = new Request(`http://127.0.0.1/api/runs/${runId}/review/threads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ place: { on: 'run' }, text: 'By the **owner** on db-7.corp.example <script>' }),
  })
  expect((await beginThread(request, { params: Promise.resolve({ id: runId }) })).status).toBe(201)
  const html = async (body: object) => (await read((await make(body)).token)).text()
  expect(await html({})).not.toContain('<h2>Comments</h2>')
  const shown = await html({ withComments: true })
  expect(shown).toContain('By the <strong>owner</strong> on ‹host 1› &lt;script&gt;')
  const hidden = await html({ withComments: true, hide: { authors: true } })
  expect(hidden).toContain('By the <strong>‹author 1›</strong> on')
  expect(hidden).not.toContain('owner')
})

test('words that are to be hidden stand nowhere beside the link that hides them', async () => {
  const { token } = await make({ title: 'Of Zeus', hide: { words: ['Zeus'] } })
  expect(await (await read(token)).text()).toContain('Of ‹hidden 1›')
  for (const rows of [await db.prisma.share.findMany(), await db.prisma.auditEntry.findMany()])
    expect([rows.length, JSON.stringify(rows).includes('Zeus')]).toEqual([1, false])
})

test('a preview gets a card with a picture, 1200 × 630', async () => {
  const { token } = await make({ title: 'Which wait?' })
  const card = await (await read(token, { 'user-agent': 'Twitterbot/1.0', host: 'wiki.example' })).text()
  expect(card).toContain('content="Which wait?"')
  expect(card).toContain(`content="http://wiki.example/s/${token}/preview.png"`)
  const picture = await readPicture(new Request(`http://127.0.0.1/s/${token}/preview.png`), {
    params: Promise.resolve({ token }),
  })
  const bytes = Buffer.from(await picture.arrayBuffer())
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
})

test('a password stands before page and charts, and opens this link alone', async () => {
  const { token } = await make({ password: 'correct horse' })
  const other = await make({ password: 'correct horse' })
  const closed = await read(token)
  expect(closed.status).toBe(401)
  expect(await closed.text()).not.toContain('Strategies')
  expect((await chart(token, 'retry-counts')).status).toBe(404)
  expect((await tell(token, 'wrong horse')).status).toBe(401)

  const opened = await tell(token, 'correct horse')
  expect(opened.status).toBe(303)
  const cookie = opened.headers.get('set-cookie') ?? ''
  expect(cookie).toContain(`Path=/s/${token};`)
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
  const proof = cookie.split(';')[0] ?? ''
  expect((await read(token, { cookie: proof })).status).toBe(200)
  expect((await read(other.token, { cookie: proof })).status).toBe(401)

  // A few tries, then not even the right one is looked at.
  for (let tries = 0; tries < 4; tries += 1) await tell(token, 'wrong horse')
  expect((await tell(token, 'correct horse')).status).toBe(429)
  expect((await read(token, { cookie: proof })).status).toBe(200)
})

test('revoked, expired, unknown: from the next request on the same answer for all', async () => {
  const revoked = await make({ embedOrigins: ['https://wiki.example'], hide: { words: ['aurora'] } })
  const expired = await make({ expiresInDays: 1 })
  const never = await make({ expiresInDays: null })
  expect((await read(revoked.token)).status).toBe(200)
  expect((await revoke(revoked.share.id)).status).toBe(204)
  await db.prisma.share.update({
    where: { id: expired.share.id },
    data: { expiresAt: new Date(Date.now() - 1) },
  })
  const answers = await Promise.all(
    [revoked.token, expired.token, 'A'.repeat(43), 'short'].map(async (token) => {
      const response = await read(token)
      return { status: response.status, headers: [...response.headers], text: await response.text() }
    }),
  )
  expect(answers[0]?.status).toBe(404)
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect((await read(never.token)).status).toBe(200)
  expect((await shares()).map(({ state }) => state)).toEqual(['open', 'expired', 'revoked'])
  // What it showed is gone, not only out of reach.
  expect(await db.prisma.sharePage.count({ where: { shareId: revoked.share.id } })).toBe(0)
  const log = await db.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })
  expect(log.map(({ action }) => action)).toEqual([
    'share.created',
    'share.created',
    'share.created',
    'share.revoked',
  ])
  expect(log[0]?.detail).toEqual({
    ...{ run: 1, expiresInDays: 30, hasPassword: false, embedOrigins: ['https://wiki.example'] },
    ...{ hidden: ['hosts'], hiddenWords: 1, withComments: false },
  })
})

test('who guesses is refused more and more slowly, and a reader at the same address is not', async () => {
  const { token } = await make({})
  const statuses = []
  for (let guess = 0; guess < 12; guess += 1)
    statuses.push((await read(`${'B'.repeat(42)}${guess % 10}`)).status)
  expect(statuses.slice(0, 10)).toEqual(Array(10).fill(404))
  expect(statuses.slice(10)).toEqual([429, 429])
  expect((await read(token)).status).toBe(200)
})

test('a link of which the audit log could not tell is not made', async () => {
  await db.prisma.$executeRawUnsafe('ALTER TABLE AuditEntry RENAME TO Gone')
  const request = new Request(`http://127.0.0.1/api/runs/${runId}/shares`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
  })
  expect((await makeLink(request, { params: Promise.resolve({ id: runId }) })).status).toBe(503)
  expect(await db.prisma.share.count()).toBe(0)
})

test('links are listed while their readers cannot be stored, who are counted later', async () => {
  const { token } = await make({})
  await read(token)
  await db.prisma.$executeRawUnsafe(
    "CREATE TRIGGER full BEFORE UPDATE ON Share BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  )
  expect(await shares()).toMatchObject([{ views: 0 }])
  await db.prisma.$executeRawUnsafe('DROP TRIGGER full')
  expect(await shares()).toMatchObject([{ views: 1 }])
})

test('a hash that begins like another one is not that one', async () => {
  const { token, share } = await make({})
  const hash = hashOf(token)
  expect(await findShare(hash, 'page', db)).toMatchObject({ id: share.id })
  const near = hash.slice(0, -1) + (hash.endsWith('0') ? '1' : '0')
  expect(await findShare(near, 'page', db)).toBeNull()
  // Both stand where the look-up looks.
  await db.prisma.$executeRaw`
    INSERT INTO Share (id, tokenHash, kind, title, choices, authorName)
    SELECT 'near', ${new Uint8Array(Buffer.from(near, 'hex'))}, kind, title, choices, authorName FROM Share`
  expect(await findShare(hash, 'page', db)).toMatchObject({ id: share.id })
  expect(await findShare(near, 'page', db)).toMatchObject({ id: 'near' })
})

test('what an ended link showed is deleted in the worker’s next hour, whether runs are kept or not', async () => {
  const never = await make({ expiresInDays: null })
  const ended = await make({ expiresInDays: 1 })
  const expiresAt = new Date(Date.now() - 1)
  await db.prisma.share.update({ where: { id: ended.share.id }, data: { expiresAt } })
  // Making another one leaves that to the worker.
  await make({ expiresInDays: 1 })
  const pages = ({ share }: MadeShare) => db.prisma.sharePage.count({ where: { shareId: share.id } })
  expect(await pages(ended)).toBeGreaterThan(0)
  const lines: object[] = []
  const log = { info: (facts: object) => void lines.push(facts) } as unknown as WorkerPorts['log']
  const cleanUp = new CleanUp({ db, log }, null)
  await cleanUp.ifDue()
  expect(await pages(ended)).toBe(0)
  expect(await pages(never)).toBeGreaterThan(0)
  expect(lines).toEqual([{ shares: 1 }])
  expect((await shares()).map(({ state }) => state)).toEqual(['open', 'expired', 'open'])
})

test('the links of a run go with it', async () => {
  const { token } = await make({})
  await deleteRun(runId, db)
  expect((await read(token)).status).toBe(404)
  expect(await db.prisma.sharePage.count()).toBe(0)
})

test('links are listed by page, all of them, and the next page is named until there is none', async () => {
  for (let number = 0; number < 5; number += 1)
    await shareOf(runId, `link ${number}`, number === 0 ? 'revoked' : number === 1 ? 'expired' : 'open')
  for (const [path, list] of [
    ['/api/shares', listAllLinks],
    [`/api/runs/${runId}/shares`, listLinks],
  ] as const) {
    const titles: string[] = []
    let next: string | null = `${path}?limit=2`
    while (next !== null) {
      const response = await list(new Request(`http://127.0.0.1${next}`), {
        params: Promise.resolve({ id: runId }),
      })
      const answer = (await response.json()) as SharesPage & { next: string | null }
      expect(answer).toMatchObject({ total: 5, open: 3, limit: 2 })
      titles.push(...answer.shares.map(({ title }) => title))
      next = answer.next
    }
    expect(titles.sort(), path).toEqual([0, 1, 2, 3, 4].map((number) => `link ${number}`))
  }
})
