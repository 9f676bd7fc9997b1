/** Every page, light and dark: axe finds nothing serious; on a phone nothing scrolls sideways. And the keys that lead through them. */
import { gzipSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { sharedRuns } from './api'
import { expect, test } from './browser-test'

/** Rules of axe that it calls moderate, and that readers who hear a page need all the same. */
const STRUCTURE = ['heading-order', 'page-has-heading-one', 'landmark-unique', 'landmark-one-main', 'region']
/** What depends on the scheme; everything else is looked at once. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 720 }

test.use({ provoked: [/status of 404/], viewport: DESK, colorScheme: 'light' })

// The long ones side by side.
test.describe.configure({ mode: 'parallel' })

test('every page: nothing serious by axe in light and dark, no sideways scrolling on a phone', async ({
  page,
  request,
}) => {
  test.setTimeout(300_000)
  const [other, newest] = await sharedRuns(request, 2)
  const faults: string[] = []
  for (const [name, address] of Object.entries({
    home: '/',
    runs: '/runs',
    'no run found': '/runs?q=nothing+of+the+kind',
    form: '/experiments/new',
    'form in YAML': '/experiments/new?view=yaml',
    presets: '/presets',
    'compare, nothing chosen': '/compare',
    compare: `/compare?runs=${other?.id},${newest?.id}`,
    missing: '/runs/none-of-this',
    'share links': '/shares',
    'audit log': '/audit',
    webhooks: '/webhooks',
    'API reference': '/api-reference',
  })) {
    await open(page, address)
    faults.push(...(await faultsOf(page, name)))
  }
  await open(page, '/experiments/new')
  await fillFaults(page)
  faults.push(...(await faultsOf(page, 'form with faults')))
  expect(faults).toEqual([])
})

test('every part of a run: the same', async ({ page, request }) => {
  test.setTimeout(300_000)
  const [run] = await sharedRuns(request, 1)
  // With its receipt and its ledger open.
  await open(page, `/runs/${run?.id}?trial=1`)
  await expect(page.locator('.recharts-surface').first()).toBeVisible()
  const faults: string[] = []
  for (const tab of await page.getByRole('tablist', { name: 'Parts of the run' }).getByRole('tab').all()) {
    await tab.click()
    await settled(page)
    faults.push(...(await faultsOf(page, (await tab.textContent()) ?? '')))
  }
  expect(faults).toEqual([])
})

test('keys lead through the product, never from within a field, and can be turned off', async ({
  page,
  request,
}) => {
  const [run] = await sharedRuns(request, 1)
  await open(page, '/')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  // The keys come a moment after the page.
  await expect(async () => {
    await page.keyboard.press('?')
    await expect(sheet.getByText('New experiment')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  const faults = await faultsOf(page, 'sheet of keys')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Search' })
  // The heading is there before the list is.
  await expect(search).toBeVisible()
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  const found = page.waitForResponse(/\/api\/runs\?(.*&)?q=n(&|$)/)
  await page.keyboard.type('n')
  // The letter went into the field, and led nowhere.
  await expect(search).toHaveValue('n')
  // Until the new list is there, the old one is pale.
  await found
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0)

  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Find a page, a run or an action' })
  await expect(field).toBeVisible()
  faults.push(...(await faultsOf(page, 'palette')))
  await field.fill(run?.name ?? '')
  await page
    .getByRole('group', { name: 'Runs' })
    .getByRole('option', { name: `${run?.number} ·` })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Run ${run?.number}`)

  await page.keyboard.press('3')
  await expect(page.getByRole('tab', { name: 'Timeline' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('1')
  const chart = page.getByRole('region', { name: 'Amplification', exact: true })
  const sign = chart.getByRole('button', { name: 'What Amplification means' })
  await sign.focus()
  await page.keyboard.press('Enter')
  await expect(chart.getByText('requests ÷ operations', { exact: true })).toBeVisible()
  faults.push(...(await faultsOf(page, 'words of a metric')))
  await page.keyboard.press('Escape')
  await expect(chart.getByText('requests ÷ operations', { exact: true })).toBeHidden()
  await expect(sign).toBeFocused()
  await page.keyboard.press('t')
  await expect(chart.getByRole('table')).toBeVisible()
  await expect(chart.getByRole('button', { name: 'Numbers' })).toBeFocused()
  expect(faults).toEqual([])

  await page.keyboard.press('?')
  await sheet.getByRole('switch', { name: 'Single keys' }).press('Space')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('3')
  await page.keyboard.press('Control+k')
  await expect(field).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true')
})

test('the colour switch changes the scheme and keeps it over a reload', async ({ page }) => {
  await page.goto('/')
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
  await page.getByRole('button', { name: /Switch to light/ }).click()
  await page.getByRole('button', { name: /Switch to dark/ }).click()
  expect(await scheme()).toBe('dark')
  await page.reload()
  expect(await scheme()).toBe('dark')
})

test('the run page loads at most 350 kB of scripts at first', async ({ request }) => {
  const html = await (await request.get(`/runs/${(await sharedRuns(request, 1))[0]?.id}`)).text()
  // Old browsers alone load what is marked nomodule.
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  )
  expect(tags.length).toBeGreaterThan(3)
  let bytes = 0
  for (const [, source = ''] of tags) bytes += gzipSync(await (await request.get(source)).body()).length
  expect(bytes / 1000).toBeLessThanOrEqual(350)
})

/** What is wrong with the page as it stands, each with where: by axe in both schemes, and on a phone. */
async function faultsOf(page: Page, where: string): Promise<string[]> {
  // Without frames there is nothing to put together: legacy mode opens no further page for it.
  const axe = () => new AxeBuilder({ page }).setLegacyMode()
  const faults = await serious(axe())
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await serious(axe().withRules(OF_COLOURS))
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(PHONE)
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  // Charts follow the width a moment later.
  const fits = await expect
    .poll(width, { timeout: 3_000 })
    .toBeLessThanOrEqual(PHONE.width)
    .then(() => true)
    .catch(() => false)
  const phone = fits ? [] : [`${await width()} px wide on a phone of ${PHONE.width}`]
  await page.setViewportSize(DESK)
  return [...faults, ...dark.map((fault) => `in the dark, ${fault}`), ...phone].map(
    (fault) => `${where}: ${fault}`,
  )
}

async function serious(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || STRUCTURE.includes(id))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
}

/** Chosen points and a scenario with its parameters in sight, one of them wrong. */
async function fillFaults(page: Page): Promise<void> {
  await page.getByText('Chosen points').click()
  await page.getByRole('button', { name: 'Three faults at once' }).click()
  await page.getByLabel('Start of step 1').fill('-5')
  await expect(page.getByText('must be at least 0').first()).toBeVisible()
  await unfold(page)
}

/** Opens a page with everything on it that can be folded out, and waits for what it shows. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await settled(page)
}

/** Nothing is waited for any more, and everything is unfolded. */
async function settled(page: Page): Promise<void> {
  const waiting = page.locator('main').locator('.mantine-Skeleton-root, [aria-busy="true"]')
  await expect(waiting).toHaveCount(0)
  await unfold(page)
  // What was folded may have to be asked for.
  await expect(waiting).toHaveCount(0)
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details')) fold.open = true
  })
}
