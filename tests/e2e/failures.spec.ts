/** What is wrong is said where it is, in words, and nothing is stored. */
import { listRuns, quickSpec } from './api'
import { expect, test } from './browser-test'

test('the form says beside the field what is accepted, and keeps what was typed', async ({ page }) => {
  await page.goto('/experiments/new')
  const run = page.getByRole('button', { name: 'Run experiment' })
  await expect(run).toBeEnabled()

  await page.getByLabel('Trial duration').fill('-5')
  await expect(page.getByText('must be at least 500').first()).toBeVisible()
  await expect(run).toBeDisabled()

  await page.getByRole('textbox', { name: 'Label of strategy 1' }).fill('constant 200 ms')
  await expect(page.getByText(/stands twice; give each strategy its own label/).first()).toBeVisible()

  await page.reload()
  await expect(page.getByLabel('Trial duration')).toHaveValue('-5')
  await expect(page.getByRole('textbox', { name: 'Label of strategy 1' })).toHaveValue('constant 200 ms')

  await page.getByRole('button', { name: 'Start over' }).click()
  await page.getByLabel('Trial duration').fill('1000')
  await expect(page.getByText('Less than one leader switch in a trial')).toBeVisible()
  await expect(run).toBeEnabled()
})

test('the API refuses what it cannot run with one clear message and stores nothing', async ({ request }) => {
  const post = async (data: string, type = 'application/json') => {
    // As bytes: Playwright would put a text into quotes to make it JSON.
    const body = { data: Buffer.from(data), headers: { 'content-type': type } }
    const response = await request.post('/api/runs', body)
    return { status: response.status(), text: await response.text() }
  }
  const spec = (change: object) => JSON.stringify({ ...quickSpec('bad'), ...change })

  expect((await post('{')).status).toBe(400)
  expect(await post('name: [', 'application/yaml')).toMatchObject({ status: 422 })
  const unknown = await post(spec({ strategies: [{ use: 'wishful' }] }))
  expect(unknown.status).toBe(422)
  expect(unknown.text).toContain('strategies.0.use')
  expect(unknown.text).toContain('exponential')
  expect((await post(spec({ trialDurationMs: -1 }))).text).toContain('trialDurationMs')
  const axis = Array.from({ length: 1000 }, (_, index) => index)
  const huge = await post(spec({ matrix: { latencyMs: axis, jitterMs: axis }, repetitions: 1000 }))
  expect(huge).toMatchObject({ status: 422 })
  expect(huge.text).toContain('1000000000 trials')
  expect((await post(' '.repeat(300_000))).status).toBe(413)
  for (const { text } of [unknown, huge]) expect(text).not.toMatch(/\bat \S+ \(|node_modules/)
  // Other tests queue runs meanwhile.
  expect((await listRuns(request)).filter(({ name }) => name === 'bad')).toEqual([])
})

test('pages of other sites and foreign host names are refused', async ({ request }) => {
  const foreign = await request.post('/api/runs', {
    data: quickSpec('foreign'),
    headers: { origin: 'http://evil.example' },
  })
  expect(foreign.status()).toBe(403)
  expect((await request.get('/', { headers: { host: 'evil.example' } })).status()).toBe(403)
})

test.describe('an address that does not exist', () => {
  test.use({ provoked: [/status of 404/] })
  for (const path of ['/runs/none-of-this', '/nowhere'])
    test(`${path} says so and shows the way back`, async ({ page }) => {
      const response = await page.goto(path)
      expect(response?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
      await page.getByRole('link', { name: 'To the list of runs' }).click()
      await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
    })
})
