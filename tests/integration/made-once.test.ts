/** What tells a secret once and takes an Idempotency-Key, through its routes on a real database file: made once, and never told again. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as invitations from '@/app/api/invitations/route'
import * as tokens from '@/app/api/me/tokens/route'
import * as comparisonShares from '@/app/api/compare/shares/route'
import * as comparisons from '@/app/api/compare/route'
import * as answers from '@/app/api/runs/[id]/review/threads/[thread]/comments/route'
import * as threads from '@/app/api/runs/[id]/review/threads/route'
import * as runShares from '@/app/api/runs/[id]/shares/route'
import * as webhookSecret from '@/app/api/webhooks/[id]/secret/route'
import * as webhookTest from '@/app/api/webhooks/[id]/test/route'
import * as webhooks from '@/app/api/webhooks/route'
import type { Route } from '@/app/api/answers/endpoint'
import type { Who } from '@/lib/core/access/access'
import { operations } from '@/lib/core/api/operations'
import type { Operation } from '@/lib/core/api/operation'
import type { Database } from '@/lib/db/database'
import { deleteRun } from '@/lib/db/delete-run'
import { asking } from '../fixtures/asking'
import { endedRun, webhookDatabase, webhookTo } from '../fixtures/webhook-fixture'

vi.mock('@/lib/auth/who-asks', async () => {
  const { asking: asked } = await import('../fixtures/asking')
  return { whoAsks: () => Promise.resolve(asked.who) }
})

let db: Database
let runs: [{ id: string; number: number }, { id: string; number: number }]
let hook: string
beforeEach(async () => {
  db = await webhookDatabase()
  runs = [await endedRun(), await endedRun()]
  hook = (await webhookTo('https://hooks.example/of-another-test')).id
  asking.who = await admin('Ada')
})
afterEach(() => {
  asking.who = { kind: 'solo' }
})

async function admin(name: string): Promise<Who> {
  const id = name.toLowerCase()
  await db.prisma.account.create({ data: { id, name, email: `${id}@lab.example`, role: 'admin' } })
  return { kind: 'account', id, name, role: 'admin' }
}

interface Creation {
  path: () => string
  route: Route
  params?: () => object
  body?: () => object
  other?: () => object
  kind: string
  /** What there is of it. */
  count: () => Promise<number>
  /** What must be stored nowhere. */
  secretIn: (answer: Record<string, never>) => string
}

const secretOf = ({ secret }: Record<string, string>) => secret ?? ''
const pathSecretOf = ({ path }: Record<string, string>) => path?.replace('/s/', '') ?? ''
const EVENTS = ['run.finished']

/** By the id of the operation. */
const creations: Record<string, Creation> = {
  shareRun: {
    path: () => `/api/runs/${runs[0].id}/shares`,
    ...{ route: runShares.POST, params: () => ({ id: runs[0].id }) },
    body: () => ({ title: 'For the wiki', password: 'correct horse' }),
    other: () => ({ title: 'For the wiki', password: 'correct house' }),
    ...{ kind: 'share', count: () => db.prisma.share.count(), secretIn: pathSecretOf },
  },
  shareComparison: {
    ...{ path: () => '/api/compare/shares', route: comparisonShares.POST },
    body: () => ({ runs: runs.map(({ id }) => id) }),
    other: () => ({ runs: runs.map(({ id }) => id).reverse() }),
    ...{ kind: 'share', count: () => db.prisma.share.count(), secretIn: pathSecretOf },
  },
  createToken: {
    ...{ path: () => '/api/me/tokens', route: tokens.POST },
    body: () => ({ name: 'nightly', role: 'viewer' }),
    other: () => ({ name: 'weekly', role: 'viewer' }),
    ...{ kind: 'token', count: () => db.prisma.apiToken.count(), secretIn: secretOf },
  },
  createInvitation: {
    ...{ path: () => '/api/invitations', route: invitations.POST },
    body: () => ({ role: 'viewer', note: 'Grace' }),
    other: () => ({ role: 'editor', note: 'Grace' }),
    ...{ kind: 'invitation', count: () => db.prisma.invitation.count() },
    secretIn: ({ url }: Record<string, string>) => url?.split('#')[1] ?? '',
  },
  createWebhook: {
    ...{ path: () => '/api/webhooks', route: webhooks.POST },
    body: () => ({ name: 'chat', url: 'https://hooks.example/in', events: EVENTS }),
    other: () => ({ name: 'chat', url: 'https://hooks.example/out', events: EVENTS }),
    // One is there from the start.
    ...{ kind: 'webhook', count: async () => (await db.prisma.webhook.count()) - 1, secretIn: secretOf },
  },
  renewWebhookSecret: {
    ...{
      path: () => `/api/webhooks/${hook}/secret`,
      route: webhookSecret.POST,
      params: () => ({ id: hook }),
    },
    ...{ kind: 'webhook', secretIn: secretOf },
    count: () => db.prisma.auditEntry.count({ where: { action: 'webhook.secret' } }),
  },
}

function send({ path, route, params, body }: Creation, key: string): Promise<Response> {
  const request = new Request(`http://127.0.0.1${path()}`, {
    method: 'POST',
    headers: { host: '127.0.0.1', 'content-type': 'application/json', 'idempotency-key': key },
    ...(body && { body: JSON.stringify(body()) }),
  })
  return route(request, { params: Promise.resolve(params?.() ?? {}) })
}

interface Told {
  status: number
  type?: string
  detail?: string
  made?: { kind: string; id: string; name: string }
}

async function told(answer: Response | Promise<Response>): Promise<Told> {
  const response = await answer
  const body = (await response.json()) as object
  return { ...body, status: response.status }
}

test('every operation that tells a secret is here, and takes a key', () => {
  const telling = (operations as readonly Operation[]).filter(({ tellsSecret }) => tellsSecret !== undefined)
  expect(telling.map(({ id }) => id).sort()).toEqual(Object.keys(creations).sort())
  expect(telling.filter(({ idempotent }) => !idempotent)).toEqual([])
})

describe.each(Object.entries(creations))('%s', (_, creation) => {
  test('is done once for a key, and sent again names what was made, without its secret', async () => {
    const first = await send(creation, 'k-1')
    expect(first.status).toBe(201)
    const secret = creation.secretIn((await first.json()) as Record<string, never>)
    expect(secret).toMatch(/.{40}/)
    const again = await send(creation, 'k-1')
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const { status, type, detail, made } = await told(again)
    expect({ status, type }).toEqual({ status: 409, type: '/api-reference/problems#made-already' })
    expect(made?.kind).toBe(creation.kind)
    expect(detail).toContain(`“${made?.name}”`)
    expect(await creation.count()).toBe(1)
    // The same answer as long as the key is known.
    expect(await told(send(creation, 'k-1'))).toEqual({ ...(await told(send(creation, 'k-1'))), made })
    const kept = JSON.stringify(await db.prisma.keptAnswer.findMany())
    expect(kept).not.toContain(secret)
    expect(await told(send(creation, 'k-2'))).not.toMatchObject({ type })
  })

  test('of two at once one is done', async () => {
    const answers = await Promise.all([send(creation, 'k-1'), send(creation, 'k-1')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await creation.count()).toBe(1)
  })

  test('a key stands for one body, and is its sender’s own', async () => {
    expect((await send(creation, 'k-1')).status).toBe(201)
    if (creation.other) {
      const other = await told(send({ ...creation, body: creation.other }, 'k-1'))
      expect(other).toMatchObject({ status: 422, type: '/api-reference/problems#key-used-otherwise' })
    }
    expect(await creation.count()).toBe(1)
    asking.who = await admin('Bob')
    expect((await send(creation, 'k-1')).status).toBe(201)
    expect(await creation.count()).toBe(2)
  })
})

test('the password of a share link cannot be tried on what is kept of its request as fast as a hash allows', async () => {
  const { shareRun } = creations
  if (!shareRun) throw new Error('no such creation')
  await send(shareRun, 'k-1')
  const [kept] = await db.prisma.keptAnswer.findMany()
  const { createHash } = await import('node:crypto')
  const parts = ['POST', shareRun.path(), '', 'application/json', JSON.stringify(shareRun.body?.())]
  expect(kept?.fingerprint).not.toBe(createHash('sha256').update(JSON.stringify(parts)).digest('base64url'))
})

test('a test of a webhook that is sent again is sent once', async () => {
  const creation = {
    ...{ path: () => `/api/webhooks/${hook}/test`, route: webhookTest.POST, params: () => ({ id: hook }) },
    ...{ kind: '', count: () => Promise.resolve(0), secretIn: secretOf },
  }
  const [first, again] = [await told(send(creation, 'k-1')), await told(send(creation, 'k-1'))]
  expect(again).toEqual(first)
  expect(await db.prisma.webhookDelivery.count({ where: { event: 'webhook.test' } })).toBe(1)
})

test('what is kept of a run, of what was said of it and of its share links goes with it', async () => {
  const { shareRun, shareComparison, createToken } = creations
  if (!shareRun || !shareComparison || !createToken) throw new Error('no such creation')
  const params = () => ({ id: runs[0].id })
  const comment: Creation = {
    ...{ ...shareRun, path: () => `/api/runs/${runs[0].id}/review/threads`, route: threads.POST, params },
    body: () => ({ place: { on: 'run' }, text: 'between us' }),
  }
  await send(shareRun, 'share')
  await send(shareComparison, 'comparison')
  await send(createToken, 'token')
  const { id: thread } = (await (await send(comment, 'comment')).json()) as { id: string }
  const answer: Creation = {
    ...{ ...comment, path: () => `${comment.path()}/${thread}/comments`, route: answers.POST },
    ...{ params: () => ({ ...params(), thread }), body: () => ({ text: 'also between us' }) },
  }
  expect((await send(answer, 'answer')).status).toBe(201)
  const kept = async () => (await db.prisma.keptAnswer.findMany()).map(({ key }) => key).sort()
  expect(await kept()).toEqual(['answer', 'comment', 'comparison', 'share', 'token'])
  await deleteRun(runs[0].id, db)
  expect(await kept()).toEqual(['token'])
})

test('a second token of one name is refused beside its field; another person’s is none of it', async () => {
  const make = (name: string) =>
    tokens.POST(
      new Request('http://127.0.0.1/api/me/tokens', {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ name, role: 'viewer' }),
      }),
      { params: Promise.resolve({}) },
    )
  expect((await make('Nightly runs')).status).toBe(201)
  for (const name of ['Nightly runs', 'nightly  RUNS']) {
    const refused = await make(name)
    expect(refused.status, name).toBe(409)
    expect(await refused.json()).toMatchObject({ problems: [{ path: 'name' }] })
  }
  expect((await make('weekly')).status).toBe(201)
  asking.who = await admin('Bob')
  expect((await make('Nightly runs')).status).toBe(201)
  expect(await db.prisma.apiToken.count()).toBe(3)
})

test('a run is not compared with itself, by whatever name it is named', async () => {
  const [first, second] = runs
  const compare = (...names: (string | number)[]) =>
    comparisons.GET(new Request(`http://127.0.0.1/api/compare?runs=${names.join(',')}`), {
      params: Promise.resolve({}),
    })
  expect((await compare(first.id, second.number)).status).toBe(200)
  for (const names of [
    [first.id, first.id],
    [first.id, first.number],
    [first.id, second.id, second.number],
  ])
    expect(await told(compare(...names)), String(names)).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/run \d is named twice/) as string,
    })
  const { shareComparison } = creations
  if (!shareComparison) throw new Error('no such creation')
  const twice = { ...shareComparison, body: () => ({ runs: [first.id, first.id] }) }
  expect((await send(twice, 'k-1')).status).toBe(400)
  expect(await db.prisma.share.count()).toBe(0)
})
