/** Lists about accounts, and of webhooks, through their routes: by page, all of them, and each once. */
import { beforeEach, expect, test, vi } from 'vitest'
import { GET as listInvitations } from '@/app/api/invitations/route'
import { GET as listSessions } from '@/app/api/me/sessions/route'
import { GET as listTokens } from '@/app/api/me/tokens/route'
import { GET as listPeople } from '@/app/api/people/route'
import { GET as listWebhooks } from '@/app/api/webhooks/route'
import type { Route } from '@/app/api/answers/endpoint'
import type { Operation } from '@/lib/core/api/operation'
import { operations } from '@/lib/core/api/operations'
import type { Database } from '@/lib/db/database'
import { asking } from '../fixtures/asking'
import { webhookDatabase, webhookTo } from '../fixtures/webhook-fixture'

vi.mock('@/lib/auth/who-asks', async () => {
  const { asking: asked } = await import('../fixtures/asking')
  return { whoAsks: () => Promise.resolve(asked.who) }
})

const OWN = 'person-0'
const NUMBERS = [0, 1, 2, 3, 4]
const expiresAt = new Date(Date.now() + 60_000)
let db: Database

beforeEach(async () => {
  db = await webhookDatabase()
  for (const n of NUMBERS) {
    const role = n < 2 ? 'admin' : 'viewer'
    // All of one name: what is the same in the order must not come twice, or never.
    await db.prisma.account.create({
      data: { id: `person-${n}`, name: 'Ada', email: `${n}@lab.example`, role, createdAt: new Date(0) },
    })
  }
  const createdAt = new Date(0)
  for (const n of NUMBERS) {
    await db.prisma.invitation.create({ data: { tokenHash: `i${n}`, role: 'viewer', createdAt, expiresAt } })
    await db.prisma.apiToken.create({
      data: {
        ...{ accountId: OWN, name: `t${n}`, role: 'viewer', tokenHash: `t${n}`, ending: '…', createdAt },
        expiresAt,
      },
    })
    await db.prisma.session.create({
      data: { id: `s${n}`, token: `s${n}`, userId: OWN, expiresAt, createdAt },
    })
    const { id } = await webhookTo('https://hooks.example/')
    await db.prisma.webhook.update({
      where: { id },
      data: { createdAt, pausedAt: n === 0 ? createdAt : null },
    })
  }
  // None of these is in a list.
  await db.prisma.invitation.create({ data: { tokenHash: 'set-up', role: 'admin', setUp: true } })
  await db.prisma.invitation.create({
    data: { tokenHash: 'old', role: 'admin', expiresAt: new Date(0) },
  })
  await db.prisma.session.create({
    data: { id: 'old', token: 'old', userId: OWN, expiresAt: new Date(0) },
  })
  await db.prisma.session.create({ data: { id: 'other', token: 'other', userId: 'person-1', expiresAt } })
  asking.who = { kind: 'account', id: OWN, name: 'Ada', role: 'admin' }
  return () => {
    asking.who = { kind: 'solo' }
  }
})

test.each<[id: string, route: Route, rows: string, more: object]>([
  ['listPeople', listPeople, 'people', { admins: 2 }],
  ['listInvitations', listInvitations, 'invitations', {}],
  ['listTokens', listTokens, 'tokens', {}],
  ['listSessions', listSessions, 'sessions', {}],
  ['listWebhooks', listWebhooks, 'webhooks', { on: 4 }],
])('%s', async (id, route, rows, more) => {
  const operation = (operations as readonly Operation[]).find((one) => one.id === id)
  if (!operation) throw new Error(`${id} is no operation`)
  const ids: string[] = []
  let next: string | null = `${operation.path}?limit=2`
  while (next !== null) {
    const response = await route(new Request(`http://127.0.0.1${next}`), { params: Promise.resolve({}) })
    expect(response.status).toBe(200)
    const answer = (await response.json()) as { next: string | null } & Record<string, { id: string }[]>
    expect(answer).toMatchObject({ total: 5, limit: 2, ...more })
    expect(operation.answers[200]?.schema?.parse(answer)).toEqual(answer)
    ids.push(...(answer[rows] ?? []).map((row) => row.id))
    next = answer.next
  }
  expect(ids).toHaveLength(5)
  expect(new Set(ids).size).toBe(5)
})
