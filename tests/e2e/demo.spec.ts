/** What a person sees first: the demo of the very first start, filling in by itself, and stopped when it has been seen. */
import { listRuns } from './api'
import { expect, test } from './browser-test'

test('the first page fills with live data of the demo, which is cancelled at once', async ({
  page,
  request,
}) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
  await expect(page.getByText('Worker ready')).toBeVisible()

  const rates = page.getByRole('list', { name: /^Success rate (per strategy|so far)/ }).first()
  // No reload: the page asks again by itself.
  await expect(rates.getByText(/\d %/).first()).toBeVisible({ timeout: 90_000 })
  expect(await rates.getByRole('img').count()).toBeGreaterThanOrEqual(2)

  await expect(async () => {
    expect((await listRuns(request)).at(-1)?.finishedTrials).toBeGreaterThanOrEqual(1)
  }).toPass({ timeout: 60_000 })
  const demo = (await listRuns(request)).at(-1)
  await page.getByRole('link', { name: demo?.name }).first().click()
  await page.waitForURL(`**/runs/${demo?.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Run ${demo?.number}`)
  await expect(page.getByRole('heading', { name: 'Success rate over the fault matrix' })).toBeVisible()

  // In the middle of a window of ten seconds, whose trial is not waited for.
  await expect(page.getByText('measuring under faults')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('the one under way is thrown away')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel the run' }).click()
  await expect(page.getByText('This run was cancelled')).toBeVisible()
  const ended = (await listRuns(request)).at(-1)?.finishedTrials
  await expect(page.getByText(`${ended} of 4 trials ended before`)).toBeVisible()
})
