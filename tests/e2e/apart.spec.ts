/** What would disturb other tests: a product of their own, whose lab is less able and whose worker is killed. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { listRuns, queueRun, quickSpec, waitForEnd } from './api'
import { expect, test } from './browser-test'
import { startProduct, type Product } from './product'

let product: Product
let request: APIRequestContext

test.beforeAll(async ({ playwright }) => {
  product = await startProduct({ RETRYSCOPE_DEMO: 'off' })
  request = await playwright.request.newContext({ baseURL: product.url })
})

test.afterAll(async () => {
  await request.dispose()
  expect(await product.stop()).toBe(0)
})

// An open page goes on asking, and would complain that nobody answers.
test.afterEach(({ page }) => page.goto('about:blank').then(() => undefined))

test('a killed worker is started again and takes its run up', async ({ page }) => {
  const id = await queueRun(request, { ...quickSpec('Survives its worker'), trialDurationMs: 1_500 })
  await page.goto(`${product.url}/runs/${id}`)
  await expect(async () => {
    expect((await listRuns(request)).find((run) => run.id === id)?.finishedTrials).toBeGreaterThan(0)
  }).toPass({ timeout: 60_000, intervals: [100] })

  process.kill(workerPid(product.dataDir), 'SIGKILL')
  await expect.poll(product.output, { timeout: 20_000 }).toContain('The worker is running again.')
  expect((await request.get('/api/health')).status()).toBe(200)
  await waitForEnd(request, id)
  await expect(page.getByText('completed').first()).toBeVisible()
  expect((await listRuns(request)).find((run) => run.id === id)?.status).toBe('completed')
  expect(product.output()).toMatch(/The worker ended unexpectedly \(ended by SIGKILL\); starting it again/)
})

test('what the lab cannot do is greyed out with its reason, and refused', async ({ page }) => {
  const file = path.join(product.dataDir, 'lab-capabilities.json')
  const able = ['toxics', 'peer-link', 'peer-cut', 'process-control', 'membership', 'names']
  const capabilities = {
    ...Object.fromEntries(able.map((name) => [name, true])),
    'packet-loss': 'Packets are dropped on Linux only.',
    'leader-moves': 'Leader moves are not allowed here.',
  }
  writeFileSync(file, JSON.stringify({ driver: 'local', members: 3, capabilities }))
  await page.goto(`${product.url}/experiments/new`)
  await expect(page.getByLabel('What is lost').locator('option[value=packet]')).toBeDisabled()
  await expect(page.getByText('packet: Packets are dropped on Linux only.')).toBeVisible()
  await page.getByRole('button', { name: 'Add fault' }).click()
  await page.getByLabel('Search faults').fill('MoveLeader')
  const fault = page.getByRole('listbox', { name: 'Faults' }).getByRole('option')
  await expect(fault).toHaveText(/Leader moves are not allowed here\./)
  await fault.click({ force: true })
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Fault of step 1')).toHaveCount(0)
  // The starting draft asks for leader switches.
  await expect(page.getByText(/this lab cannot do that\. Leader moves are not allowed/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run experiment' })).toBeDisabled()

  const runs = (await listRuns(request)).length
  const packets = { lossPercent: [5], loss: { mode: 'packet' } }
  const refused = await request.post('/api/runs', { data: { ...quickSpec('packets'), matrix: packets } })
  expect(refused.status()).toBe(422)
  expect(await refused.text()).toContain('matrix.loss.mode')
  expect((await listRuns(request)).length).toBe(runs)
})

/** Of the worker that wrote to the log last. */
function workerPid(dataDir: string): number {
  const log = readFileSync(path.join(dataDir, 'logs', 'worker.log'), 'utf8')
  const pid = /.*"pid":(\d+)/s.exec(log)?.[1]
  if (!pid) throw new Error(`No worker has written its log yet:\n${log}`)
  return Number(pid)
}
