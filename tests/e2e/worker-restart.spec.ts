/** The worker is killed in the middle of a run: the page stays, the worker comes back, and the run goes on. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { listRuns, queueRun, quickSpec, waitForEnd } from './api'
import { expect, test } from './browser-test'
import { startProduct } from './product'

test('a killed worker is started again and takes its run up', async ({ page, playwright }) => {
  // A product of its own: the one that the other tests share keeps its three restarts.
  const product = await startProduct({ RETRYSCOPE_DEMO: 'off' })
  const request = await playwright.request.newContext({ baseURL: product.url })
  try {
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
  } finally {
    // An open page goes on asking, and would complain that nobody answers.
    await page.goto('about:blank')
    await request.dispose()
    expect(await product.stop()).toBe(0)
  }
})

/** Of the worker that wrote to the log last. */
function workerPid(dataDir: string): number {
  const log = readFileSync(path.join(dataDir, 'logs', 'worker.log'), 'utf8')
  const pid = /.*"pid":(\d+)/s.exec(log)?.[1]
  if (!pid) throw new Error(`No worker has written its log yet:\n${log}`)
  return Number(pid)
}
