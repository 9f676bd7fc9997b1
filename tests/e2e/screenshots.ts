/** Takes pictures of every page and every part of a run: light, dark, and as wide as a phone. To be looked at by people. */
import path from 'node:path'
import { test, type Page } from '@playwright/test'
import { listRuns } from './api'
import { pictureRuns, shownRun, type PictureRuns } from './picture-runs'

const folder = path.resolve(__dirname, '..', '..', 'test-results', 'screenshots')
const images = path.resolve(__dirname, '..', '..', 'docs', 'images')
const LOOKS = [
  { name: 'light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const

/** RETRYSCOPE_PICTURES=run-overview,home: only these pages; RETRYSCOPE_LOOKS=dark: only so. All of them without it. */
const PAGES_ASKED = process.env.RETRYSCOPE_PICTURES?.split(',')
const LOOKS_ASKED = process.env.RETRYSCOPE_LOOKS?.split(',')

/** Names of pictures with the addresses they are taken of. */
type Pages = Record<string, string>

test('pictures of every page', async ({ browser, request, baseURL }) => {
  const take = async (pages: Pages) => {
    for (const { name: look, ...options } of LOOKS.filter(({ name }) => isAsked(name, LOOKS_ASKED))) {
      const context = await browser.newContext({ ...options, ...(baseURL ? { baseURL } : {}) })
      const page = await context.newPage()
      for (const [name, address] of Object.entries(pages).filter(([name]) => isAsked(name, PAGES_ASKED))) {
        await open(page, address)
        // As high as the page: what sticks to the window would be cut off at its height otherwise.
        const height = await page.evaluate(() => {
          window.scrollTo(0, 0)
          return document.documentElement.scrollHeight
        })
        await page.setViewportSize({ ...options.viewport, height: Math.max(height, options.viewport.height) })
        await page.waitForTimeout(300)
        await page.screenshot({ path: path.join(folder, `${name}-${look}.png`), fullPage: true })
        await page.setViewportSize(options.viewport)
      }
      await context.close()
    }
  }
  if ((await listRuns(request)).length === 0)
    await take({ 'first-home': '/', 'first-runs': '/runs', 'first-compare': '/compare' })
  const runs = await pictureRuns(request)
  try {
    // While it runs.
    await take(pagesUnderWay(runs))
    await take(pagesOf(runs))
  } finally {
    for (const id of [runs.queued, runs.running]) await request.post(`/api/runs/${id}/cancel`)
  }
})

test('pictures of the README', async ({ browser, request, baseURL }) => {
  test.skip(process.env.RETRYSCOPE_README !== '1', 'RETRYSCOPE_README=1 npm run screenshots takes them anew')
  const id = await shownRun(request)
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewport = { width: 1440, height: 1_000 }
    const context = await browser.newContext({ viewport, colorScheme, ...(baseURL ? { baseURL } : {}) })
    const page = await context.newPage()
    for (const [name, address] of Object.entries({
      'run-page': `/runs/${id}`,
      timeline: `/runs/${id}?tab=timeline&trial=4`,
      'new-experiment': `/experiments/new?from=${id}`,
    })) {
      await open(page, address)
      await page.screenshot({ path: path.join(images, `${name}-${colorScheme}.png`) })
    }
    await context.close()
  }
})

function pagesUnderWay({ running, queued, cancelled, failed }: PictureRuns): Pages {
  return {
    home: '/',
    runs: '/runs',
    'run-running': `/runs/${running}`,
    'run-queued': `/runs/${queued}`,
    'run-cancelled': `/runs/${cancelled}`,
    'run-failed': `/runs/${failed}`,
    'run-queued-attempts': `/runs/${queued}?tab=attempts`,
  }
}

function pagesOf({ main, again, apart, lostAnswers, published }: PictureRuns): Pages {
  return {
    'runs-none': '/runs?q=nothing+of+the+kind',
    'new-experiment': '/experiments/new',
    'new-experiment-yaml': '/experiments/new?view=yaml',
    'change-experiment': `/experiments/new?from=${main}`,
    'preset-experiment': '/experiments/new?preset=p6',
    presets: '/presets',
    compare: '/compare',
    'compare-two': `/compare?runs=${again},${main}`,
    missing: '/runs/none',
    'run-overview': `/runs/${main}`,
    'run-overview-cell': `/runs/${main}?metric=amplification&cell=9.2`,
    'run-figures': `/runs/${main}?tab=figures`,
    'run-timeline': `/runs/${main}?tab=timeline&trial=4`,
    'run-attempts': `/runs/${main}?tab=attempts&trial=4`,
    'run-attempts-waterfall': `/runs/${main}?tab=attempts&trial=10&ops=retried&operation=2.20`,
    'run-receipts': `/runs/${main}?tab=receipts`,
    'run-receipts-trial': `/runs/${main}?tab=receipts&trial=2`,
    'run-findings': `/runs/${main}?tab=findings`,
    'run-thresholds': `/runs/${main}?tab=thresholds`,
    'run-thresholds-none': `/runs/${apart}?tab=thresholds`,
    'run-profile-none': `/runs/${main}?tab=profile`,
    'run-profile': `/runs/${apart}?tab=profile`,
    'run-spec': `/runs/${main}?tab=spec`,
    'run-apart': `/runs/${apart}`,
    'run-apart-timeline': `/runs/${apart}?tab=timeline`,
    'run-lost-answers': `/runs/${lostAnswers}`,
    'run-lost-answers-findings': `/runs/${lostAnswers}?tab=findings`,
    'run-published': `/runs/${published}`,
  }
}

/** Everything that is still being read or drawn is there, and nothing moves any more. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(
    () => document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root') === null,
  )
  await page.waitForTimeout(700)
}

function isAsked(name: string, asked: readonly string[] | undefined): boolean {
  return asked?.includes(name) ?? true
}
