/** Every page, light and dark: axe finds nothing serious; on a phone nothing scrolls sideways. */
import { gzipSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { listRuns } from './api'
import { expect, test } from './browser-test'

const PAGES = ['home', 'runs', 'form', 'form-with-faults', 'run', 'missing'] as const

test.use({ provoked: [/status of 404/] })

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    for (const name of PAGES)
      test(`${name}: no serious finding of axe`, async ({ page, request }) => {
        await open(page, await addressOf(name, request))
        if (name === 'form-with-faults') await fillFaults(page)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
          [],
        )
      })
  })

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })
  for (const name of PAGES)
    test(`${name}: no sideways scrolling`, async ({ page, request }) => {
      await open(page, await addressOf(name, request))
      if (name === 'form-with-faults') await fillFaults(page)
      const { width, shown } = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        shown: document.documentElement.clientWidth,
      }))
      expect(width).toBeLessThanOrEqual(shown)
    })
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
  const html = await (await request.get(await addressOf('run', request))).text()
  // Old browsers alone load what is marked nomodule.
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(
    ([tag]) => !/nomodule/i.test(tag),
  )
  expect(tags.length).toBeGreaterThan(3)
  let bytes = 0
  for (const [, source = ''] of tags) bytes += gzipSync(await (await request.get(source)).body()).length
  expect(bytes / 1000).toBeLessThanOrEqual(350)
})

/** The newest run with results, or the page itself. */
async function addressOf(
  name: (typeof PAGES)[number],
  request: Parameters<typeof listRuns>[0],
): Promise<string> {
  if (name === 'home') return '/'
  if (name === 'runs') return '/runs'
  if (name.startsWith('form')) return '/experiments/new'
  if (name === 'missing') return '/runs/none-of-this'
  const run = (await listRuns(request)).find(({ finishedTrials }) => finishedTrials > 0)
  if (!run) throw new Error('no run has results; the tests before this one make some')
  // With its receipt and its ledger open.
  return `/runs/${run.id}?trial=1`
}

/** Chosen points and a scenario with its parameters in sight, one of them wrong. */
async function fillFaults(page: Page): Promise<void> {
  await page.getByText('Chosen points').click()
  await page.getByRole('button', { name: 'Three faults at once' }).click()
  await page.getByLabel('Start of step 1').fill('-5')
  await expect(page.getByText('must be at least 0').first()).toBeVisible()
  await unfold(page)
}

/** Opens a page with everything on it that can be folded out, and waits for its charts. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  if (/^\/runs\/(?!none)/.test(address)) await expect(page.locator('.recharts-surface').first()).toBeVisible()
  await expect(page.locator('main .mantine-Skeleton-root')).toHaveCount(0)
  await unfold(page)
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details')) fold.open = true
  })
}
