/** Who may do what: every address of the built app, asked by everybody there is, answers as docs/access.md says. */
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations } from '@/lib/core/api/operations'
import { TOKEN_PREFIX } from '@/lib/core/access/account-rules'
import { newSecret } from '@/lib/auth/secrets'
import { deleteApiToken } from '@/lib/db/api-tokens'
import { createRun } from '@/lib/db/create-run'
import { database } from '@/lib/db/database'
import { migrate } from '@/scripts/migrate.mjs'
import {
  builtActions,
  builtAddresses,
  documentedAccess,
  KINDS,
  type AccessRow,
  type Kind,
} from '../fixtures/access-table'
import { specOf } from '../fixtures/db-fixture'
import { peopleOfEachRole, shareOf, tokenOf, type Person } from '../fixtures/people-fixture'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import { builtWebApp, startWebServer, type WebServer } from '../fixtures/web-server'

const { rows, sealed } = documentedAccess()
/** They end sessions that the others need. */
const LAST = ['DELETE /api/me/sessions', 'POST /api/auth/sign-out']
const nameOf = ({ method, address }: AccessRow) => `${method} ${address}`

let server: WebServer
let runs: [string, string]
let ways: Record<Kind, HeadersInit>
let shares: Record<'open' | 'expired' | 'revoked' | 'of another run', string>
/** What was shown once, or is shown in the wrong place, and is nobody’s. */
const NOBODYS = [
  'expired token',
  'revoked token',
  'made-up token',
  'share token',
  'share token of another run',
  'expired share token',
  'revoked share token',
  'session that was signed out',
] as const
const nobodys = new Map<(typeof NOBODYS)[number], string>()
const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-access-'))

beforeAll(async () => {
  await builtWebApp()
  process.env.RETRYSCOPE_DATA_DIR = folder
  await migrate(path.join(folder, 'retryscope.db'))
  runs = [(await createRun({ spec: specOf() })).id, (await createRun({ spec: specOf() })).id]
  const people = await peopleOfEachRole()
  const tomorrow = new Date(Date.now() + 86_400_000)
  const { id: adminId } = people.admin
  const token = await tokenOf(adminId, 'viewer', tomorrow)
  const adminToken = await tokenOf(adminId, 'admin', tomorrow)
  const expired = await tokenOf(adminId, 'admin', new Date(0))
  const revoked = await tokenOf(adminId, 'admin', tomorrow)
  await deleteApiToken(adminId, revoked.id)
  shares = {
    open: await shareOf(runs[0], 'first', 'open'),
    expired: await shareOf(runs[0], 'first', 'expired'),
    revoked: await shareOf(runs[0], 'first', 'revoked'),
    'of another run': await shareOf(runs[1], 'second', 'open'),
  }
  server = await startWebServer({ RETRYSCOPE_DATA_DIR: folder, RETRYSCOPE_AUTH: 'on' })
  ways = {
    'no session': {},
    viewer: { cookie: await cookieOf(people.viewer) },
    editor: { cookie: await cookieOf(people.editor) },
    admin: { cookie: await cookieOf(people.admin) },
    'token without scope': { authorization: `Bearer ${token.secret}` },
    'admin’s token': { authorization: `Bearer ${adminToken.secret}` },
    'share token': { authorization: `Bearer ${shares.open}`, cookie: `retryscope-share=${shares.open}` },
  }
  nobodys
    .set('expired token', expired.secret)
    .set('revoked token', revoked.secret)
    .set('made-up token', newSecret(TOKEN_PREFIX))
    .set('share token', shares.open)
    .set('share token of another run', shares['of another run'])
    .set('expired share token', shares.expired)
    .set('revoked share token', shares.revoked)
    .set('session that was signed out', await endedSession(people.admin))
}, 900_000)

afterAll(async () => {
  await server?.stop()
  await database().close()
  rmSync(folder, { recursive: true, force: true })
})

async function cookieOf({ email, password }: Person): Promise<string> {
  const response = await fetch(`${server.url}/api/auth/sign-in`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ email, password }),
  })
  expect(response.status).toBe(200)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** What stood in the cookie of a session that has ended. */
async function endedSession(person: Person): Promise<string> {
  const cookie = await cookieOf(person)
  const { status } = await fetch(`${server.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie } })
  expect(status).toBe(204)
  return cookie.slice(cookie.indexOf('=') + 1)
}

/** Reads ask for what is there; changes for what is not, so that nothing is changed by being let in. */
function ask(
  { method, address }: Pick<AccessRow, 'method' | 'address'>,
  headers: HeadersInit,
): Promise<Response> {
  const reads = method === 'PAGE' || method === 'GET'
  const place = address
    .replace('{id}', reads ? runs[0] : 'none')
    .replace('{...path}', 'nothing')
    .replace(/\{(trial|arm)\}/g, '1')
    .replace(/\{(point|operation)\}/g, '0')
  const init: RequestInit = reads
    ? { headers, redirect: 'manual' }
    : {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body: method === 'DELETE' ? null : '{}',
      }
  return fetch(server.url + place, init)
}

/** Whether somebody was let in, whatever became of it then. */
async function isLetIn(row: AccessRow, headers: HeadersInit): Promise<boolean> {
  const response = await ask(row, headers)
  const body = await response.text()
  if (response.status >= 500) throw new Error(`${nameOf(row)}: ${response.status} ${body}`)
  expectHeaders(row, response, body)
  if (response.status === 401 || response.status === 403) return false
  if (row.method !== 'PAGE') return true
  if (response.status === 307) return !response.headers.get('location')?.includes('/sign-in')
  expect(response.status, nameOf(row)).toBe(200)
  return !body.includes('This page is for administrators')
}

/** What browsers are told holds for every address, and whoever asks; inline scripts carry the nonce of their own answer. */
function expectHeaders(row: AccessRow, { status, headers }: Response, body: string): void {
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy, nameOf(row)).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/)
  expect(headers.get('x-content-type-options'), nameOf(row)).toBe('nosniff')
  if (row.method !== 'PAGE') return
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
  const scripts = [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
  if (status === 200 && row.address !== '/icon.svg') expect(scripts.length, nameOf(row)).toBeGreaterThan(3)
  for (const tag of scripts) expect(tag, nameOf(row)).toContain(`nonce="${nonce}"`)
}

test('every built address has a row, every row an address, and there is no server action', async () => {
  const built = await builtAddresses(server.url)
  expect(built.length).toBeGreaterThan(30)
  expect([...rows.map(nameOf), ...sealed].sort()).toEqual(built)
  expect(builtActions()).toEqual([])
})

test('the table says of each operation what the operation itself says', () => {
  const needed = Object.fromEntries(rows.map((row) => [nameOf(row), row.needs]))
  for (const { method, path: address, access } of operations)
    expect(needed[`${method} ${address.replace(/\{(\w+)\}/g, '{$1}')}`], address).toBe(access)
})

/** Who is let in where, four requests at a time. */
async function letIn(asked: readonly AccessRow[], headers: HeadersInit): Promise<Record<string, boolean>> {
  const answers: Record<string, boolean> = {}
  const next = asked.values()
  const askOn = async () => {
    for (const row of next) answers[nameOf(row)] = await isLetIn(row, headers)
  }
  await Promise.all([askOn(), askOn(), askOn(), askOn()])
  return answers
}

/** What the table says. */
function told(asked: readonly AccessRow[], kind: Kind): Record<string, boolean> {
  return Object.fromEntries(asked.map((row) => [nameOf(row), row.allowed[kind]]))
}

describe.each(KINDS)('%s', (kind) => {
  test('may exactly what the table says', async () => {
    const asked = rows.filter((row) => !LAST.includes(nameOf(row)))
    expect(await letIn(asked, ways[kind])).toEqual(told(asked, kind))
  })
})

describe.each(NOBODYS)('%s', (shown) => {
  const headersOf = (place: string): HeadersInit => {
    const secret = nobodys.get(shown) ?? ''
    return place === 'as a token'
      ? { authorization: `Bearer ${secret}` }
      : { cookie: `retryscope-session=${secret}; retryscope-share=${secret}` }
  }

  test.each(['as a token', 'in a cookie'])('%s is nobody’s at any address', async (place) => {
    expect(nobodys.get(shown)).toMatch(/^[\w.%-]{40,}$/)
    expect(await letIn(rows, headersOf(place))).toEqual(told(rows, 'no session'))
  })
})

test('sealed pages open by their address, whoever asks', async () => {
  const shown = [...nobodys.values()].map((secret) => ({ authorization: `Bearer ${secret}` }))
  for (const headers of [...Object.values(ways), ...shown]) {
    const response = await fetch(`${server.url}/s/${shares.open}`, { headers })
    expect([response.status, await response.text()]).toEqual([200, 'sealed: first'])
  }
})

test('a share token opens its own page; expired, revoked and made-up ones look the same', async () => {
  const open = async (token: string, part = '') => {
    const response = await fetch(`${server.url}/s/${token}${part}`)
    return { status: response.status, body: await response.text() }
  }
  for (const part of ['', '/chart/success', '/preview.png']) {
    expect(await open(shares.open, part)).toEqual({ status: 200, body: 'sealed: first' })
    expect(await open(shares['of another run'], part)).toEqual({ status: 200, body: 'sealed: second' })
    const madeUp = await open('A'.repeat(43), part)
    expect([404, 429]).toContain(madeUp.status)
    for (const token of [shares.expired, shares.revoked]) {
      const refused = await open(token, part)
      expect([404, 429]).toContain(refused.status)
      expect(refused.body).toBe(madeUp.body)
    }
  }
  const password = await fetch(`${server.url}/s/${shares.revoked}`, { method: 'POST', body: 'password=x' })
  expect([404, 429]).toContain(password.status)
})

test('whoever signs out is nobody from then on', async () => {
  for (const name of LAST) {
    const row = rows.find((one) => nameOf(one) === name)
    if (!row) throw new Error(`${name} has no row`)
    for (const kind of KINDS.filter((one) => one !== 'viewer'))
      if (kind !== 'editor')
        expect(await isLetIn(row, ways[kind]), `${name}, ${kind}`).toBe(row.allowed[kind])
  }
  const list = rows.find((one) => nameOf(one) === 'GET /api/runs')
  if (list) expect(await isLetIn(list, ways.admin)).toBe(false)
})
