/** From the link of the first start to a token that was revoked: the real routes on a real database file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '@/scripts/migrate.mjs'

const HOST = '127.0.0.1:3000'
const PASSWORD = 'correct horse battery'
const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-accounts-'))

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>

const ROUTES = {
  ...{ open: 'invitations/open', accept: 'invitations/accept', invitations: 'invitations', people: 'people' },
  ...{ person: 'people/[id]', me: 'me', password: 'me/password', sessions: 'me/sessions' },
  ...{ tokens: 'me/tokens', token: 'me/tokens/[id]', enter: 'auth/sign-in', runs: 'runs', run: 'runs/[id]' },
}

/** Read once the environment says where the data is. */
async function routes() {
  const { proxy } = await import('@/proxy')
  const { announceSetUp } = await import('@/lib/auth/announce-set-up')
  const { database } = await import('@/lib/db/database')
  const all: Partial<Record<string, Record<string, Handler>>> = {}
  for (const [name, address] of Object.entries(ROUTES))
    all[name] = (await import(path.resolve('app/api', address, 'route.ts'))) as Record<string, Handler>
  return { proxy, announceSetUp, database, all }
}
let server: Awaited<ReturnType<typeof routes>>

beforeAll(async () => {
  await migrate(path.join(folder, 'retryscope.db'))
  process.env.RETRYSCOPE_DATA_DIR = folder
  process.env.RETRYSCOPE_AUTH = 'on'
  server = await routes()
})
afterAll(async () => {
  await server.database().close()
  rmSync(folder, { recursive: true })
})

interface Call {
  cookie?: string
  token?: string
  body?: object
  id?: string
}

/** Sends a request to a route, as a browser or a script would. */
function call(method: string, route: keyof typeof ROUTES, { cookie, token, body, id }: Call = {}) {
  const headers = new Headers({ host: HOST })
  if (cookie) headers.set('cookie', cookie)
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (body) headers.set('content-type', 'application/json')
  const request = new Request(`http://${HOST}/api`, {
    ...{ method, headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const handler = server.all[route]?.[method]
  if (!handler) throw new Error(`no ${method} at ${route}`)
  return handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) })
}

const status = async (...asked: Parameters<typeof call>) => (await call(...asked)).status
const json = async <Answer>(response: Promise<Response>) => (await (await response).json()) as Answer

/** What the browser keeps of an answer. */
function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

async function join(secret: string, name: string): Promise<string> {
  const body = { secret, name, email: `${name}@lab.example`, password: PASSWORD }
  const response = await call('POST', 'accept', { body })
  expect(response.status).toBe(201)
  return cookieOf(response)
}

async function invited(cookie: string, role: string): Promise<string> {
  const { url } = await json<{ url: string }>(call('POST', 'invitations', { cookie, body: { role } }))
  expect(url).toMatch(new RegExp(`^http://${HOST}/invitation#rsi_`))
  return url.split('#')[1] ?? ''
}

const enter = (email: string, password: string) => call('POST', 'enter', { body: { email, password } })

async function setUpLinks(): Promise<string[]> {
  const links: string[] = []
  await server.announceSetUp((url) => void links.push(url.split('#')[1] ?? ''))
  return links
}

let admin = ''
let viewer = ''

test('nobody gets in before there is an administrator, and pages lead to the door', async () => {
  const page = await server.proxy(new NextRequest(`http://${HOST}/runs?q=a`, { headers: { host: HOST } }))
  expect(page.headers.get('location')).toContain('/sign-in?next=%2Fruns%3Fq%3Da')
  const foreign = await server.proxy(
    new NextRequest('http://evil.example/sign-in', { headers: { host: 'evil.example' } }),
  )
  expect(foreign.status).toBe(403)
  const refused = await call('GET', 'runs')
  expect(refused.status).toBe(401)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(await status('GET', 'runs', { cookie: 'retryscope-session=made.up' })).toBe(401)
})

test('the link of the first start makes the administrator, once; every start before makes another', async () => {
  const [old = ''] = await setUpLinks()
  const [link = ''] = await setUpLinks()
  expect(link).toMatch(/^rss_[\w-]{43}$/)
  expect(await status('POST', 'open', { body: { secret: old } })).toBe(404)
  expect(await json(call('POST', 'open', { body: { secret: link } }))).toMatchObject({
    role: 'admin',
    setUp: true,
  })
  const short = { secret: link, name: 'Ada', email: 'ada@lab.example', password: 'eleven char' }
  expect(await status('POST', 'accept', { body: short })).toBe(400)
  admin = await join(link, 'Ada')
  expect(await json(call('GET', 'me', { cookie: admin }))).toEqual({
    kind: 'account',
    name: 'Ada',
    role: 'admin',
  })
  expect(
    await status('POST', 'accept', { body: { ...short, password: PASSWORD, email: 'b@lab.example' } }),
  ).toBe(404)
  expect(await setUpLinks()).toEqual([])
})

test('a viewer who was invited sees and changes nothing', async () => {
  const secret = await invited(admin, 'viewer')
  viewer = await join(secret, 'Vera')
  expect((await enter('vera@lab.example', PASSWORD)).status).toBe(200)
  expect(await status('POST', 'open', { body: { secret } })).toBe(404)
  expect(await status('GET', 'runs', { cookie: viewer })).toBe(200)
  expect(await status('DELETE', 'run', { cookie: viewer, id: 'x' })).toBe(403)
  expect(await status('DELETE', 'run', { cookie: admin, id: 'x' })).toBe(404)
  expect(await status('GET', 'people', { cookie: viewer })).toBe(403)
  expect(await status('POST', 'invitations', { cookie: viewer, body: { role: 'viewer' } })).toBe(403)
})

test('an invitation that was withdrawn, or is of a mail address that is taken, makes no account', async () => {
  const secret = await invited(admin, 'admin')
  const body = { secret, name: 'Eve', email: 'VERA@lab.example', password: PASSWORD }
  expect(await status('POST', 'accept', { body })).toBe(409)
  await server.database().prisma.invitation.updateMany({ data: { expiresAt: new Date(0) } })
  expect(await status('POST', 'accept', { body: { ...body, email: 'eve@lab.example' } })).toBe(404)
})

test('an account whose making cannot be written down is not made, and its link stays', async () => {
  const secret = await invited(admin, 'viewer')
  const { prisma } = server.database()
  const body = { secret, name: 'Ugo', email: 'ugo@lab.example', password: PASSWORD }
  await prisma.$executeRaw`ALTER TABLE "AuditEntry" RENAME TO "AuditEntryAway"`
  const refused = await status('POST', 'accept', { body })
  await prisma.$executeRaw`ALTER TABLE "AuditEntryAway" RENAME TO "AuditEntry"`
  expect(refused).toBe(503)
  expect(await prisma.account.count({ where: { name: 'Ugo' } })).toBe(0)
  expect(await status('POST', 'accept', { body })).toBe(201)
  await prisma.account.deleteMany({ where: { name: 'Ugo' } })
})

test('a token allows what its role says, never more than its account, and nothing once revoked or expired', async () => {
  const asked = (role: string) => ({ body: { name: 'CI', role, days: 7 } })
  expect(await status('POST', 'tokens', { cookie: viewer, ...asked('editor') })).toBe(403)
  type Made = { secret: string; token: { id: string } }
  const { secret: token, token: kept } = await json<Made>(
    call('POST', 'tokens', { cookie: admin, ...asked('editor') }),
  )
  expect(token).toMatch(/^rsk_[\w-]{43}$/)
  expect(await status('GET', 'runs', { token })).toBe(200)
  expect(await status('DELETE', 'run', { token, id: 'x' })).toBe(404)
  expect(await status('GET', 'people', { token })).toBe(403)
  // It cannot make itself another, nor lock its owner out.
  expect(await status('POST', 'tokens', { token, ...asked('viewer') })).toBe(403)
  expect(await status('DELETE', 'sessions', { token })).toBe(403)
  expect(
    await status('GET', 'runs', { token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` }),
  ).toBe(401)
  // A session beside a token that is wrong does not help.
  expect(await status('GET', 'runs', { token: 'rsk_x', cookie: admin })).toBe(401)

  const { prisma } = server.database()
  await prisma.account.updateMany({ where: { name: 'Ada' }, data: { role: 'viewer' } })
  expect(await status('DELETE', 'run', { token, id: 'x' })).toBe(403)
  await prisma.account.updateMany({ where: { name: 'Ada' }, data: { role: 'admin' } })

  const { tokens } = await json<{ tokens: object[] }>(call('GET', 'tokens', { cookie: admin }))
  expect(tokens).toMatchObject([{ name: 'CI', role: 'editor', ending: token.slice(-4) }])
  expect(JSON.stringify(tokens)).not.toContain(token)
  expect(await status('DELETE', 'token', { cookie: viewer, id: kept.id })).toBe(404)
  await prisma.apiToken.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
  expect(await status('GET', 'runs', { token })).toBe(401)
  await prisma.apiToken.updateMany({ data: { expiresAt: new Date(Date.now() + 60_000) } })
  expect(await status('GET', 'runs', { token })).toBe(200)
  expect(await status('DELETE', 'token', { cookie: admin, id: kept.id })).toBe(204)
  expect(await status('GET', 'runs', { token })).toBe(401)
})

test('the last administrator stays; whoever is removed is out with the next request', async () => {
  type Answer = { people: { id: string; name: string }[] }
  const { people } = await json<Answer>(call('GET', 'people', { cookie: admin }))
  const id = (name: string) => people.find((person) => person.name === name)?.id ?? ''
  expect(await status('DELETE', 'person', { cookie: admin, id: id('Ada') })).toBe(409)
  expect(await status('PATCH', 'person', { cookie: admin, id: id('Ada'), body: { role: 'editor' } })).toBe(
    409,
  )
  expect(await status('PATCH', 'person', { cookie: admin, id: id('Vera'), body: { role: 'admin' } })).toBe(
    200,
  )
  expect(await status('GET', 'people', { cookie: viewer })).toBe(200)
  expect(await status('PATCH', 'person', { cookie: viewer, id: id('Ada'), body: { role: 'viewer' } })).toBe(
    200,
  )
  expect(await status('GET', 'people', { cookie: admin })).toBe(403)
  expect(await status('PATCH', 'person', { cookie: viewer, id: id('Ada'), body: { role: 'admin' } })).toBe(
    200,
  )
  expect(await status('DELETE', 'person', { cookie: admin, id: id('Vera') })).toBe(204)
  expect(await status('GET', 'runs', { cookie: viewer })).toBe(401)
  expect((await enter('vera@lab.example', PASSWORD)).status).toBe(403)
})

test('a wrong password and an unknown address get the same answer, and only so many of them', async () => {
  const wrong = await enter('ada@lab.example', 'wrong password')
  const unknown = await enter('nobody@lab.example', 'wrong password')
  expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()])
  for (let nth = 1; nth < 5; nth++)
    expect((await enter('ADA@lab.example', 'wrong password')).status).toBe(403)
  const refused = await enter('ada@lab.example', PASSWORD)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600)
  expect(await refused.text()).toContain('an administrator can remove the account and invite you anew')
  const told = await guesses()
  expect(told).toMatchObject([{ author: 'somebody', via: 'nobody', subjectName: 'ADA@lab.example' }])
  expect(JSON.stringify(told)).not.toContain('wrong password')
  expect(await status('GET', 'runs', { cookie: admin })).toBe(200)
})

const guesses = () => server.database().prisma.auditEntry.findMany({ where: { action: 'account.guessed' } })

test('wrong passwords of an account that was removed hold up nobody who is invited anew; new ones are told of', async () => {
  for (let nth = 0; nth < 5; nth++) await enter('vera@lab.example', 'wrong password')
  expect((await enter('vera@lab.example', PASSWORD)).status).toBe(429)
  const cookie = await join(await invited(admin, 'viewer'), 'Vera')
  const body = { current: 'wrong password', next: PASSWORD }
  for (let nth = 0; nth < 5; nth++) expect(await status('POST', 'password', { cookie, body })).toBe(403)
  expect((await guesses()).at(-1)).toMatchObject({ author: 'Vera', via: 'account', subjectName: 'Vera' })
})

test('another password ends every other session, and signing out everywhere ends all', async () => {
  const body = { current: PASSWORD, next: 'another horse battery' }
  expect(await status('POST', 'password', { cookie: admin, body: { ...body, current: 'wrong' } })).toBe(403)
  const changed = await call('POST', 'password', { cookie: admin, body })
  expect(changed.status).toBe(204)
  expect(await status('GET', 'runs', { cookie: admin })).toBe(401)
  const [cookie] = changed.headers.getSetCookie()
  expect(cookie).toMatch(/^retryscope-session=.*; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
  admin = cookieOf(changed)
  const { sessions } = await json<{ sessions: object[] }>(call('GET', 'sessions', { cookie: admin }))
  expect(sessions).toMatchObject([{ isThis: true }])
  expect(await status('DELETE', 'sessions', { cookie: admin })).toBe(204)
  expect(await status('GET', 'runs', { cookie: admin })).toBe(401)
})

test('where people come by https, the cookie is Secure and of this host alone', async () => {
  const { sessionCookie } = await import('@/lib/auth/better-auth')
  const { name, attributes } = sessionCookie('https://retry.example')
  // No Domain, and the path of everything: else browsers refuse a name that begins like this.
  expect([name, attributes]).toEqual([
    '__Host-retryscope-session',
    { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
  ])
})

test('nothing that is secret lies in the database, and what was done is written down', async () => {
  const actions = await server.database().prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })
  const said = actions.map(({ author, action, subjectName }) => `${author} ${action} ${subjectName}`)
  expect(said).toContain('Ada account.created Ada')
  expect(said).toContain('Ada invitation.created for a new viewer')
  expect(said).toContain('Vera account.signed-in Vera')
  expect(said).toContain('Ada token.revoked CI')
  expect(said).toContain('Ada account.removed Vera')
  const stored = readdirSync(folder)
    .filter((file) => file.startsWith('retryscope.db'))
    .map((file) => readFileSync(path.join(folder, file), 'latin1'))
    .join('')
  expect(stored).toContain('ada@lab.example')
  for (const secret of [PASSWORD, 'rsk_', 'rsi_', 'rss_']) expect(stored).not.toContain(secret)
  expect(statSync(path.join(folder, 'session-secret')).mode & 0o777).toBe(0o600)
})
