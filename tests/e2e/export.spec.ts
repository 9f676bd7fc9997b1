/** What leaves the product: the attempts behind the figures, single operations, metrics. */
import type { RunReport } from '@/lib/core/summary/report'
import { queueRun, quickSpec, waitForEnd } from './api'
import { expect, test } from './browser-test'

test('all attempts of a run are exported, and no others', async ({ page, request }) => {
  const id = await queueRun(request, quickSpec('To be exported'))
  await waitForEnd(request, id)
  const report = (await (await request.get(`/api/runs/${id}`)).json()) as RunReport
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

test('an operation is found in its trial and shown as a waterfall, and Prometheus finds web and worker', async ({
  page,
  request,
}) => {
  const { runs } = (await (await request.get('/api/runs')).json()) as { runs: { id: string; name: string }[] }
  const id = runs.find(({ name }) => name === 'To be exported')?.id ?? ''
  await page.goto(`/runs/${id}?tab=attempts&trial=2`)
  const operations = page.getByRole('region', { name: 'Operations of trial 2' })
  await operations.getByRole('button', { name: 'Latency' }).click()
  await operations
    .getByRole('button', { name: /waterfall$/ })
    .first()
    .click()
  await expect(operations.getByText('Operation: ')).toBeVisible()
  await expect(operations.getByText(/^Attempt 1 · m\d$/)).toBeVisible()
  const traceId = await operations.locator('code').textContent()
  expect(traceId).toMatch(/^[0-9a-f]{32}$/)
  // Whoever gets the link sees the same operation.
  await page.reload()
  await expect(operations.getByText(traceId ?? '')).toBeVisible()

  expect(await (await request.get('/metrics')).text()).toMatch(
    /^retryscope_runs\{status="completed"\} [1-9]/m,
  )
  const targets = (await (await request.get('/metrics/targets')).json()) as { targets: string[] }[]
  expect(targets).toHaveLength(2)
  const worker = await (await request.get(`http://${targets[1]?.targets[0]}/metrics`)).text()
  expect(worker).toMatch(/^retryscope_operations_total\{stop="succeeded"\} [1-9]/m)
  expect((await request.get('/metrics', { headers: { host: 'evil.example' } })).status()).toBe(403)
})
