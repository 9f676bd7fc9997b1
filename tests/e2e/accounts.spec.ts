/** A team: from the link of the first start to a sign-out, in browsers of their own, on a product that asks for accounts. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { queueRun, quickSpec, waitForEnd } from './api'
import { expect, test } from './browser-test'
import { startProduct, type Product } from './product'

test.describe.configure({ mode: 'serial' })

const PASSWORDS = { Ada: 'ada has a long password', Edgar: 'edgar has one as well' }
const mailOf = (name: string) => `${name.toLowerCase()}@lab.example`

let product: Product
/** What nobody may find anywhere, by what it is. */
const secrets = new Map<string, string>(Object.entries(PASSWORDS))
let asAda: APIRequestContext

test.beforeAll(async () => {
  product = await startProduct({
    ...{ RETRYSCOPE_AUTH: 'on', RETRYSCOPE_DEMO: 'off', RETRYSCOPE_LOG_LEVEL: 'trace' },
  })
})

test.afterAll(async () => {
  expect(await product.stop()).toBe(0)
})

/** A browser of somebody else, in which an error in the console counts as well. */
async function otherBrowser(browser: Browser): Promise<{ page: Page; errors: string[] }> {
  const page = await (await browser.newContext({ baseURL: product.url })).newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { page, errors }
}

async function makeAccount(page: Page, name: keyof typeof PASSWORDS): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Mail address').fill(mailOf(name))
  await page.getByLabel('Password', { exact: true }).fill(PASSWORDS[name])
  await page.getByRole('button', { name: 'Make the account' }).click()
  await expect(page.getByRole('link', { name: new RegExp(name) })).toBeVisible()
}

/** What is typed before the page has its scripts is lost: whoever is that quick does it again. */
async function signIn(page: Page, name: keyof typeof PASSWORDS): Promise<void> {
  const own = page.getByRole('link', { name: new RegExp(name) })
  await expect(async () => {
    if (await own.isVisible()) return
    await page.getByLabel('Mail address').fill(mailOf(name), { timeout: 1_000 })
    await page.getByLabel('Password', { exact: true }).fill(PASSWORDS[name], { timeout: 1_000 })
    await page.getByRole('button', { name: 'Sign in' }).click({ timeout: 1_000 })
    await expect(own).toBeVisible({ timeout: 5_000 })
  }).toPass()
}

/** What is shown once. */
function shown(page: Page): Promise<string> {
  return page
    .locator('code')
    .filter({ hasText: /rs[ik]_/ })
    .first()
    .innerText()
}

async function noteSession(page: Page, whose: string): Promise<void> {
  const cookies = await page.context().cookies()
  const session = cookies.find(({ name }) => name === 'retryscope-session')
  if (!session) throw new Error('no session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  secrets.set(`session of ${whose}`, decodeURIComponent(session.value))
}

test('a team comes in by links, and each may what the role says', async ({ page, browser, playwright }) => {
  const link = /works once: (\S+)/.exec(product.output())?.[1] ?? ''
  secrets.set('link of the first start', link.split('#')[1] ?? '')
  await page.goto(`${product.url}/runs`)
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fruns$/)
  await page.goto(link)
  await makeAccount(page, 'Ada')
  await noteSession(page, 'Ada')

  await page.goto(`${product.url}/people`)
  await page.getByLabel('For whom').fill('Edgar')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const invitation = await shown(page)
  secrets.set('invitation', invitation.split('#')[1] ?? '')

  const edgar = await otherBrowser(browser)
  await edgar.page.goto(invitation)
  await expect(edgar.page.getByText(/Ada invites you as editor/)).toBeVisible()
  await makeAccount(edgar.page, 'Edgar')
  await edgar.page.goto('/account')
  await edgar.page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(edgar.page).toHaveURL(/\/sign-in$/)
  await signIn(edgar.page, 'Edgar')
  await noteSession(edgar.page, 'Edgar')

  await edgar.page.goto('/people')
  await expect(edgar.page.getByText('This page is for administrators')).toBeVisible()
  await edgar.page.goto('/account')
  await edgar.page.getByLabel('What it is for').fill('nightly')
  await edgar.page.getByRole('button', { name: 'Make a token' }).click()
  const token = await shown(edgar.page)
  secrets.set('token', token)
  expect(token).toMatch(/^rsk_/)

  // A viewer's token sees a run that its owner made, and changes nothing.
  const editor = edgar.page.context().request
  const id = await queueRun(editor, { ...quickSpec('Of a team'), matrix: {}, trialDurationMs: 500 })
  await waitForEnd(editor, id)
  await edgar.page.goto(`/runs/${id}`)
  await expect(edgar.page.getByText('completed').first()).toBeVisible()
  const script = await playwright.request.newContext({
    ...{ baseURL: product.url, extraHTTPHeaders: { authorization: `Bearer ${token}` } },
  })
  expect((await script.get(`/api/runs/${id}`)).status()).toBe(200)
  expect((await script.delete(`/api/runs/${id}`)).status()).toBe(403)
  expect((await script.get('/api/people')).status()).toBe(403)

  const made = await editor.post(`/api/runs/${id}/shares`, {
    data: { title: 'Of a team', password: 'shared with few' },
  })
  expect(made.status(), await made.text()).toBe(201)
  const { path: shared } = (await made.json()) as { path: string }
  secrets.set('token of a share', shared.split('/').at(-1) ?? '')
  secrets.set('password of a share', 'shared with few')

  // Less from the next request on.
  await page.reload()
  const roleNow = async () => ((await (await editor.get('/api/me')).json()) as { role: string }).role
  await expect(async () => {
    await page.getByLabel('Role of Edgar').selectOption('viewer', { timeout: 1_000 })
    expect(await roleNow()).toBe('viewer')
  }).toPass()
  expect((await editor.delete(`/api/runs/${id}`)).status()).toBe(403)
  await edgar.page.reload()
  const forEditors = edgar.page.locator('[data-needs=editor]')
  await expect(forEditors.first()).toBeAttached()
  await expect(forEditors.filter({ visible: true })).toHaveCount(0)
  expect(edgar.errors).toEqual([])
  await edgar.page.context().close()
  await script.dispose()
  asAda = await playwright.request.newContext({
    ...{ baseURL: product.url, storageState: await page.context().storageState() },
  })
})

test('no secret stands in a page, an answer, a log or the database', async ({ playwright }) => {
  const stranger = await playwright.request.newContext({ baseURL: product.url })
  const secretOf = (what: string) => secrets.get(what) ?? ''
  // Each is shown to the server, rightly and wrongly, so that it has them to write down.
  const token = { authorization: `Bearer ${secretOf('token')}` }
  await stranger.get('/api/runs', { headers: token })
  await stranger.get('/api/runs/none', { headers: token })
  await stranger.post('/api/runs', {
    headers: { ...token, 'content-type': 'application/json' },
    data: '{"name":',
  })
  const ofAda = { email: mailOf('Ada'), password: PASSWORDS.Ada }
  await stranger.post('/api/auth/sign-in', { data: { ...ofAda, surplus: true } })
  await stranger.post('/api/auth/sign-in', { data: { ...ofAda, email: 'nobody@lab.example' } })
  for (const used of ['link of the first start', 'invitation'])
    await stranger.post('/api/invitations/open', { data: { secret: secretOf(used) } })
  await stranger.get(`/s/${secretOf('token of a share')}`)
  await stranger.post(`/s/${secretOf('token of a share')}`, {
    form: { password: secretOf('password of a share') },
  })
  await stranger.dispose()

  const places = new Map<string, string>()
  const described = (await (await asAda.get('/api/openapi.json')).json()) as { paths: Record<string, object> }
  const read = Object.entries(described.paths).filter(
    ([address, methods]) => 'get' in methods && !address.includes('{'),
  )
  const pages = [
    '/',
    '/runs',
    '/account',
    '/people',
    '/shares',
    '/audit',
    '/set-up',
    '/invitation',
    '/api-reference',
  ]
  for (const address of [...pages, ...read.map(([address]) => address)])
    places.set(address, await (await asAda.get(address)).text())
  expect(places.get('/people')).toContain(mailOf('Edgar'))
  expect(places.size).toBeGreaterThan(20)

  // What the terminal shows on purpose.
  const link = secretOf('link of the first start')
  expect(product.output()).toContain(link)
  places.set('terminal', product.output().replace(link, ''))
  for (const file of filesOf(product.dataDir)) places.set(file, readFileSync(file, 'latin1'))
  const stored = [...places].filter(([place]) => place.includes('retryscope.db'))
  expect(stored.map(([, text]) => text).join('')).toContain(mailOf('Ada'))
  expect([...places.keys()].filter((place) => place.endsWith('.log')).length).toBeGreaterThan(1)

  const found: string[] = []
  for (const [what, secret] of secrets) {
    expect(secret.length, what).toBeGreaterThan(12)
    for (const [place, text] of places) if (text.includes(secret)) found.push(`${what} in ${place}`)
  }
  expect(found).toEqual([])
})

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
}
