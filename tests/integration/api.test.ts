/** The API on a real database: keys, pages, bodies, the audit log, and answers that are what the description says. */
import path from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import * as auditRoute from '@/app/api/audit/route'
import * as auditFile from '@/app/api/audit/export/route'
import * as attemptsRoute from '@/app/api/runs/[id]/attempts/route'
import * as runRoute from '@/app/api/runs/[id]/route'
import * as signInRoute from '@/app/api/auth/sign-in/route'
import * as signOutRoute from '@/app/api/auth/sign-out/route'
import * as invitationsRoute from '@/app/api/invitations/route'
import * as peopleRoute from '@/app/api/people/route'
import * as cancelRoute from '@/app/api/runs/[id]/cancel/route'
import * as resumeRoute from '@/app/api/runs/[id]/resume/route'
import * as runsRoute from '@/app/api/runs/route'
import { endpoint, type Route } from '@/app/api/answers/endpoint'
import { Refusal } from '@/app/api/answers/problem'
import { pageQueries } from '@/bench/page-queries'
import type { BodyText } from '@/lib/core/api/answer-of'
import { MAX_BODY_BYTES } from '@/lib/core/api/operation'
import { operations } from '@/lib/core/api/operations'
import { createRun as createRunOperation } from '@/lib/core/api/subjects/runs'
import { problemType, type ProblemKind } from '@/lib/core/api/problem-kinds'
import type { AuditPage } from '@/lib/core/audit/entry'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import { asUnit, database, transaction } from '@/lib/db/database'
import { currentUnit } from '@/lib/db/unit-of-work'
import { DatabaseError } from '@/lib/db/database-error'
import { completeRun } from '@/lib/db/end-run'
import { expireRuns } from '@/lib/db/expire-runs'
import { keepAnswer, KEPT_MS, readKeptAnswer } from '@/lib/db/kept-answers'
import { migrate } from '@/scripts/migrate.mjs'
import { attemptOf, specOf, storeAttempts, storeTrial, temporaryFolder } from '../fixtures/db-fixture'

const spec = {
  name: 'checkout',
  strategies: [{ use: 'no-retry' }, { use: 'constant' }],
  trialDurationMs: 500,
}
const json = { 'content-type': 'application/json' }

let folder: string
// The routes ask for the process's database; each test has one of its own.
beforeEach(async () => {
  const holder = globalThis as typeof globalThis & { retryscopeDatabase?: unknown }
  delete holder.retryscopeDatabase
  folder = temporaryFolder()
  process.env.RETRYSCOPE_DATA_DIR = folder
  await migrate(path.join(folder, 'retryscope.db'))
  return () => database().close()
})
beforeAll(() => {
  process.env.RETRYSCOPE_REPORT_VERSION = 'of the test'
})

function call(route: Route, address: string, init: RequestInit = {}, params: object = {}): Promise<Response> {
  return route(new Request(`http://127.0.0.1${address}`, init), { params: Promise.resolve(params) })
}
const queue = (body: object, headers: Record<string, string> = {}) =>
  call(runsRoute.POST, '/api/runs', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...json, ...headers },
  })
const listed = async () =>
  ((await (await call(runsRoute.GET, '/api/runs')).json()) as { total: number }).total
const log = async (query = '') =>
  ((await (await call(auditRoute.GET, `/api/audit${query}`)).json()) as AuditPage).entries

async function expectRefused(answer: Promise<Response>, kind: ProblemKind): Promise<void> {
  const response = await answer
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({ type: problemType(kind), status: response.status })
}

test('the same request with the same key is answered again and done once, also at the same time', async () => {
  const key = { 'idempotency-key': 'nightly-1' }
  const answers = await Promise.all([1, 2, 3, 4].map(() => queue(spec, key)))
  const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ id: string }>))
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(1)
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  expect(new Set(answers.map(({ headers }) => headers.get('location')))).toEqual(
    new Set([`/api/runs/${bodies[0]?.id}`]),
  )
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(3)
  expect(await listed()).toBe(1)
  expect(await log()).toHaveLength(1)
  await expectRefused(queue({ ...spec, name: 'other' }, key), 'key-used-otherwise')
  expect((await queue(spec)).status).toBe(201)
  expect(await listed()).toBe(2)
})

test('what is sent is read before the transaction begins, and refused within it', async () => {
  const within: [when: string, inUnit: boolean][] = []
  const note = (when: string) => void within.push([when, currentUnit(database().file) !== null])
  const route = endpoint(
    createRunOperation,
    ({ body }) => Promise.resolve((note(`work with ${body}`), new Response(body))),
    ({ text }: BodyText) => {
      note('reading')
      if (text === 'wrong') throw new Refusal('not-understood', 'It is wrong.')
      return `read ${text}`
    },
  )
  const send = (body: string) => call(route, '/api/runs', { method: 'POST', body, headers: json })
  expect(await (await send('a')).text()).toBe('read a')
  await expectRefused(send('wrong'), 'not-understood')
  expect(within.map(String)).toEqual(['reading,false', 'work with read a,true', 'reading,false'])
})

test('what is taken away is kept by no browser', async () => {
  const { id } = await createRun({ spec: specOf() })
  for (const format of ['csv', 'check']) {
    const answer = await call(attemptsRoute.GET, `/api/runs/${id}/attempts?format=${format}`, {}, { id })
    expect(answer.status, format).toBe(200)
    expect(answer.headers.get('cache-control'), format).toBe('no-store')
  }
})

test('a refused request leaves its key free, and a key is known for a day', async () => {
  const key = { 'idempotency-key': 'k' }
  await expectRefused(queue({ ...spec, strategies: [] }, key), 'cannot-be-run')
  expect((await queue(spec, key)).status).toBe(201)
  await expectRefused(queue(spec, { 'idempotency-key': 'two words' }), 'not-understood')
  const kept = { fingerprint: 'f', status: 201, headers: {}, body: '' }
  const before = new Date(Date.now() - KEPT_MS - 1_000)
  await keepAnswer('solo', 'old', kept, database(), before)
  expect(await readKeptAnswer('solo', 'old')).toBeNull()
  expect(await readKeptAnswer('solo', 'old', database(), before)).toEqual(kept)
})

test('every change that succeeded stands in the log once, with what it was done to; what was refused does not', async () => {
  const { id } = (await (await queue(spec)).json()) as { id: string }
  const change = (body: object) =>
    call(
      runRoute.PATCH,
      `/api/runs/${id}`,
      { method: 'PATCH', body: JSON.stringify(body), headers: json },
      { id },
    )
  for (const body of [
    { tags: ['nightly'] },
    // Twice: what is so already is no change.
    ...[{ pinned: true }, { pinned: true }, { pinned: false }, { pinned: false }],
    { baseline: true },
    { baseline: false },
  ])
    expect((await change(body)).status).toBe(200)
  await expectRefused(change({ pinned: 'yes' }), 'not-understood')
  const cancel = () => call(cancelRoute.POST, `/api/runs/${id}/cancel`, { method: 'POST' }, { id })
  const resume = () => call(resumeRoute.POST, `/api/runs/${id}/resume`, { method: 'POST' }, { id })
  await expectRefused(resume(), 'run-not-ended')
  expect((await cancel()).status).toBe(200)
  await expectRefused(cancel(), 'run-ended')
  expect(await (await resume()).json()).toEqual({ result: 'queued' })
  expect((await cancel()).status).toBe(200)
  expect((await call(runRoute.DELETE, `/api/runs/${id}`, { method: 'DELETE' }, { id })).status).toBe(204)
  await expectRefused(call(runRoute.DELETE, `/api/runs/${id}`, { method: 'DELETE' }, { id }), 'no-such-run')
  await expectRefused(resume(), 'no-such-run')
  const entries = await log()
  expect(entries.map(({ action }) => action).reverse()).toEqual([
    ...['run.created', 'run.tagged', 'run.pinned', 'run.unpinned', 'baseline.set', 'baseline.cleared'],
    ...['run.cancelled', 'run.resumed', 'run.cancelled', 'run.deleted'],
  ])
  for (const { author, via, subject } of entries)
    expect({ author, via, subject }).toEqual({
      author: { accountId: null, name: 'owner' },
      via: 'solo',
      subject: { kind: 'run', id, name: 'Run 1 · checkout' },
    })
  expect(entries.find(({ action }) => action === 'run.tagged')?.detail).toEqual({ tags: ['nightly'] })
})

test('a change whose entry cannot be written is not made', async () => {
  const broken = asUnit(async () => {
    await createRun({ spec: specOf() })
    throw new Error('the entry')
  })
  await expect(broken).rejects.toThrow('the entry')
  expect(await listed()).toBe(0)
})

test('the clean-up says which runs it deleted, and the log is filtered, paged and taken away', async () => {
  const { id } = (await (await queue(spec)).json()) as { id: string }
  const claim = await claimRun('worker', {})
  if (!claim) throw new Error('nothing to claim')
  await completeRun(claim, { quality: 'good', verdict: null })
  await expectRefused(
    call(resumeRoute.POST, `/api/runs/${id}/resume`, { method: 'POST' }, { id }),
    'run-complete',
  )
  expect(await expireRuns(1, database(), new Date(Date.now() + 2 * 86_400_000))).toEqual([1])
  const [expired] = await log('?action=run.expired')
  expect(expired).toMatchObject({ via: 'worker', author: { name: 'clean-up' }, subject: { id } })
  const today = new Date().toISOString().slice(0, 10)
  expect(await log(`?author=owner&from=${today}&to=${today}&subject=check`)).toHaveLength(1)
  expect(await log('?to=2020-01-01')).toEqual([])
  const first = (await (await call(auditRoute.GET, '/api/audit?limit=1')).json()) as AuditPage & {
    next: string
  }
  expect(first).toMatchObject({ total: 2, page: 1, limit: 1, next: '/api/audit?limit=1&page=2' })
  expect(await (await call(auditRoute.GET, first.next)).json()).toMatchObject({ page: 2, next: null })
  const csv = await (await call(auditFile.GET, '/api/audit/export?format=csv')).text()
  expect(csv.split('\r\n')).toHaveLength(4)
  expect(csv).toContain('"Run 1 · checkout"')
  const file = await call(auditFile.GET, '/api/audit/export?format=json&action=run.created')
  expect(await file.json()).toEqual(await log('?action=run.created'))
  const none = await call(auditFile.GET, '/api/audit/export?format=json&author=nobody')
  expect(await none.json()).toEqual([])
})

test('a body of a type that is not read, or that is no JSON, is refused', async () => {
  const post = (body: string, headers: Record<string, string>) =>
    call(runsRoute.POST, '/api/runs', { method: 'POST', body, headers })
  await expectRefused(post('{}', { 'content-type': 'text/plain' }), 'wrong-media-type')
  await expectRefused(post('{', json), 'not-json')
  expect(
    (await post('name: a\nstrategies: [{use: no-retry}]', { 'content-type': 'application/yaml' })).status,
  ).toBe(201)
})

test('a refusal that quotes what was sent is no fault of the database', async () => {
  const post = (body: string) => call(runsRoute.POST, '/api/runs', { method: 'POST', body, headers: json })
  await expectRefused(post('malformed'), 'not-json')
  const work = asUnit(() => Promise.reject(Object.assign(new Error('a file'), { code: 'ENOENT' })))
  await expect(work).rejects.toMatchObject({ name: 'Error', code: 'ENOENT' })
  const query = asUnit(() => transaction(database(), (tx) => tx.$executeRawUnsafe('DELETE FROM Nothing')))
  await expect(query).rejects.toBeInstanceOf(DatabaseError)
})

test('what needs accounts is refused without them, as its description says', async () => {
  const sent = (body: object) => ({ method: 'POST', body: JSON.stringify(body), headers: json })
  const asked: [string, Promise<Response>][] = [
    ['signIn', call(signInRoute.POST, '/api/auth/sign-in', sent({ email: 'a@lab.example', password: 'a' }))],
    ['signOut', call(signOutRoute.POST, '/api/auth/sign-out', { method: 'POST' })],
    ['listPeople', call(peopleRoute.GET, '/api/people')],
    ['listInvitations', call(invitationsRoute.GET, '/api/invitations')],
    ['createInvitation', call(invitationsRoute.POST, '/api/invitations', sent({ role: 'viewer' }))],
  ]
  for (const [id, answer] of asked) {
    await expectRefused(answer, 'conflict')
    expect(operations.find((one) => one.id === id)?.problems, id).toContain('conflict')
  }
})

test('50 MB are refused by what they declare before a byte is read, and by counting after few', async () => {
  let sent = 0
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536
        if (sent > 50_000_000) controller.close()
        else controller.enqueue(new Uint8Array(65_536))
      },
    })
  const post = (headers: Record<string, string>) =>
    call(runsRoute.POST, '/api/runs', {
      ...{ method: 'POST', body: endless(), headers: { ...json, ...headers } },
      duplex: 'half',
    } as RequestInit)
  await expectRefused(post({ 'content-length': '50000000' }), 'too-large')
  expect(sent).toBeLessThanOrEqual(65_536)
  sent = 0
  await expectRefused(post({}), 'too-large')
  expect(sent).toBeLessThanOrEqual(256 * 1024 + 4 * 65_536)
  expect(MAX_BODY_BYTES).toBeLessThanOrEqual(256 * 1024)
})

test('every answer is what the description says, and says nothing else', async () => {
  const { id } = await createRun({ spec: specOf() })
  const claim = await claimRun('worker', {})
  if (!claim) throw new Error('nothing to claim')
  const attempts = [attemptOf(0, 0), attemptOf(1, 0), attemptOf(0, 1)]
  for (const index of [0, 1, 2]) {
    await storeAttempts(database(), claim, index, 0, attempts)
    await storeTrial(database(), claim, index, attempts)
  }
  await completeRun(claim, { quality: 'good', verdict: null })
  const { id: other } = (await (await queue(spec)).json()) as { id: string }
  const looked: string[] = []
  const asked = pageQueries({ id, other, trials: 3, points: 3, strategies: 2, profiled: 0 })
  for (const { route, ask } of asked) {
    const address = `/api/${route.replaceAll('[', '{').replaceAll(']', '}')}`
    const operation = operations.find(({ method, path: at }) => method === 'GET' && at === address)
    if (!operation) throw new Error(`${address} is no operation`)
    const response = await ask(0)
    // No trial of this run was recorded with a profile.
    if (operation.id === 'readProfile') continue
    expect(response.status, operation.id).toBe(200)
    const { schema } = operation.answers[200] ?? {}
    if (!schema || !response.headers.get('content-type')?.startsWith('application/json')) continue
    const body: unknown = await response.json()
    // Whatever the schema does not name is left out of what it parses.
    expect(schema.parse(body), operation.id).toEqual(body)
    looked.push(operation.id)
  }
  expect(looked.length).toBeGreaterThanOrEqual(14)
})
