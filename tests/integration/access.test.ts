/** Who may do what: every address of the built app, asked by everybody there is, answers as docs/access.md says. */
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations } from '@/lib/core/api/operations'
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
import { peopleOfEachRole, shareOf, viewerToken, type Person } from '../fixtures/people-fixture'
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
const badTokens: HeadersInit[] = []
const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-access-'))

beforeAll(async () => {
  await builtWebApp()
  process.env.RETRYSCOPE_DATA_DIR = folder
  await migrate(path.join(folder, 'retryscope.db'))
  runs = [(await createRun({ spec: specOf() })).id, (await createRun({ spec: specOf() })).id]
  const people = await peopleOfEachRole()
  const tomorrow = new Date(Date.now() + 86_400_000)
  const token = await viewerToken(people.admin.id, tomorrow)
  const expired = await viewerToken(people.admin.id, new Date(0))
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
    'token without scope': { authorization: `Bearer ${token}` },
    'share token': { authorization: `Bearer ${shares.open}`, cookie: `retryscope-share=${shares.open}` },
  }
  const unknown = [
    expired,
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    ...Object.values(shares),
  ]
  badTokens.push(...unknown.map((one) => ({ authorization: `Bearer ${one}` })))
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

describe.each(KINDS)('%s', (kind) => {
  test('may exactly what the table says', async () => {
    const answers: Record<string, boolean> = {}
    const asked = rows.filter((row) => !LAST.includes(nameOf(row)))
    const next = asked.values()
    const askOn = async () => {
      for (const row of next) answers[nameOf(row)] = await isLetIn(row, ways[kind])
    }
    await Promise.all([askOn(), askOn(), askOn(), askOn()])
    const told = asked.map((row) => [nameOf(row), row.allowed[kind]])
    expect(answers).toEqual(Object.fromEntries(told))
  })
})

test('tokens that have expired, that were made up, and those of shares are nobody’s', async () => {
  const row = rows.find((one) => nameOf(one) === 'GET /api/runs')
  if (!row) throw new Error('there is a list of runs')
  for (const headers of badTokens) expect(await isLetIn(row, headers)).toBe(false)
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
