/** What leaves the product: the attempts behind the figures, the whole run in one file, metrics. */
import { pathToFileURL } from 'node:url'
import { reportOf, sharedRuns } from './api'
import { expect, test } from './browser-test'

test('all attempts of a run are exported, and no others', async ({ page, request }) => {
  const [{ id = '' } = {}] = await sharedRuns(request, 1)
  const report = await reportOf(request, id)
  await page.goto(`/runs/${id}?tab=attempts&trial=1`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'All attempts as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`retryscope-run-${report.number}-attempts.csv`)
  const text = await (await request.get(`/api/runs/${id}/attempts?format=csv`)).text()
  const rows = text.trimEnd().split('\r\n')
  const sent = report.arms.reduce((sum, arm) => sum + arm.attempts + arm.auxiliaryRequests + arm.refused, 0)
  expect(rows).toHaveLength(1 + sent)
  // A success rate computed again from the file is the one on screen.
  for (const [arm, { label }] of report.spec.strategies.entries()) {
    const ok = rows.filter((row) => row.includes(`,"${label}",`) && row.includes(',succeeded,')).length
    expect(ok, label).toBe(report.arms[arm]?.ok)
  }

  const first = (await (await request.get(`/api/runs/${id}/attempts?trial=1&limit=5`)).json()) as {
    total: number
    attempts: unknown[]
  }
  expect(first.attempts).toHaveLength(5)
  await page.getByRole('button', { name: 'Pin' }).click()
  await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible()
  const missing = await request.get(`/api/runs/${id}/attempts?trial=99`)
  expect(missing.status()).toBe(404)
  expect((await request.get(`/api/runs/${id}/attempts?limit=0`)).status()).toBe(400)
})

test('the whole run opens as one file without a network: its charts and figures are there, and nothing is asked for', async ({
  page,
  request,
  browser,
}, testInfo) => {
  const [{ id = '', number = 0 } = {}] = await sharedRuns(request, 1)
  const report = await reportOf(request, id)
  await page.goto(`/runs/${id}`)
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^One HTML file/ }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`retryscope-run-${number}.html`)
  const file = testInfo.outputPath('run.html')
  await download.saveAs(file)

  const context = await browser.newContext({ offline: true })
  const offline = await context.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  offline.on('request', (one) => asked.push(one.url()))
  offline.on('console', (message) => complaints.push(message.text()))
  await offline.goto(pathToFileURL(file).href)
  await expect(offline.getByRole('heading', { level: 1 })).toContainText(`Run ${number}`)
  for (const chart of ['Retry-count distribution', 'Success rate by fault', 'Backoff deviation']) {
    const section = offline.locator('section', { has: offline.getByRole('heading', { name: chart }) })
    const box = await section.locator('svg').first().boundingBox()
    expect(box?.height, chart).toBeGreaterThan(100)
  }
  // The figures on screen, word for word.
  const table = page.locator('table', { has: page.getByRole('columnheader', { name: 'Amplification' }) })
  for (const { label } of report.spec.strategies) {
    const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label }) })
    const counts = /\d+ \/ \d+ \/ \d+/.exec(await row.innerText())?.[0] ?? 'no counts on screen'
    await expect(offline.getByRole('row').filter({ hasText: label }).first()).toContainText(counts)
  }
  expect(asked).toEqual([pathToFileURL(file).href])
  expect(complaints).toEqual([])
  await context.close()
})

test('Prometheus finds web and worker', async ({ request }) => {
  await sharedRuns(request, 1)
  expect(await (await request.get('/metrics')).text()).toMatch(
    /^retryscope_runs\{status="completed"\} [1-9]/m,
  )
  const targets = (await (await request.get('/metrics/targets')).json()) as { targets: string[] }[]
  expect(targets).toHaveLength(2)
  const worker = await (await request.get(`http://${targets[1]?.targets[0]}/metrics`)).text()
  expect(worker).toMatch(/^retryscope_operations_total\{stop="succeeded"\} [1-9]/m)
  expect((await request.get('/metrics', { headers: { host: 'evil.example' } })).status()).toBe(403)
})
