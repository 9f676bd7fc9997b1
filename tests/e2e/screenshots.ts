/** Takes pictures of every page: light, dark, and as wide as a phone. To be looked at by people. */
import path from 'node:path'
import { test } from '@playwright/test'
import { queueRun, quickSpec, waitForEnd } from './api'

const folder = path.resolve(__dirname, '..', '..', 'test-results', 'screenshots')
const LOOKS = [
  { name: 'light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const

test('screenshots', async ({ browser, request, baseURL }) => {
  const spec = {
    ...quickSpec('Latency × jitter × leader switches'),
    matrix: { latencyMs: [20, 80], jitterMs: [0, 60], leaderSwitchesPerMinute: [0, 30] },
    scenario: [
      { fault: 'latency', atMs: 500, forMs: 1_500, params: { latencyMs: 120, jitterMs: 60 } },
      { fault: 'leader-transfer', atMs: 1_200 },
    ],
    trialDurationMs: 3_000,
  }
  const id = await queueRun(request, spec)
  const apart = await queueRun(request, {
    ...spec,
    name: 'Counted apart',
    profile: 'first',
    workload: { load: { mode: 'closed', concurrency: 4 }, putShare: 0.8 },
    operationDeadlineMs: 400,
    matrix: { latencyMs: [90], jitterMs: [60] },
    strategies: [
      { use: 'breaker', params: { consecutiveFailures: 1, openMs: 50, initialDelayMs: 10 } },
      { use: 'retry-budget', params: { minRetriesPerSecond: 0 } },
      { use: 'leaky', params: { delayMs: 50 } },
      { use: 'degradation', params: { inlineRetries: 1, queueScale: 0.002 } },
      { use: 'idempotent' },
    ],
  })
  const live = await queueRun(request, { ...spec, name: 'Under way', trialDurationMs: 20_000 })
  // The demo comes before them, and machines are slow.
  await waitForEnd(request, apart, 500_000)
  const pages = {
    home: '/',
    runs: '/runs',
    'runs-none': '/runs?q=nothing+of+the+kind',
    'new-experiment': '/experiments/new',
    'change-experiment': `/experiments/new?from=${id}`,
    run: `/runs/${id}`,
    'run-cell': `/runs/${id}?metric=amplification&cell=7.2&backoff=timer&log=false`,
    'run-apart': `/runs/${apart}`,
    'run-trial': `/runs/${id}?trial=2`,
    'run-live': `/runs/${live}`,
    missing: '/runs/none',
  }
  for (const { name: look, ...options } of LOOKS) {
    const context = await browser.newContext({ ...options, ...(baseURL ? { baseURL } : {}) })
    const page = await context.newPage()
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(address)
      await page.waitForTimeout(1_500)
      await page.screenshot({ path: path.join(folder, `${name}-${look}.png`), fullPage: true })
    }
    await context.close()
  }
  await request.post(`/api/runs/${live}/cancel`)
})
