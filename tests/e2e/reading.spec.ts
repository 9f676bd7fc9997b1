/** Ways of reading: a claim against what was measured, a cell down to one attempt, one run against another. */
import { sharedRuns } from './api'
import { expect, test } from './browser-test'

test('a preset is run from its page, and read as published, arithmetic and measured', async ({ page }) => {
  test.setTimeout(240_000)
  await page.goto('/presets')
  await page.getByRole('link', { name: /^Open P7 .* in the form$/ }).click()
  await page.getByLabel('Trial duration').fill('1500')
  await page.getByRole('button', { name: 'Run experiment' }).click()
  await page.waitForURL(/\/runs\/\w+/)
  await expect(page.locator('header').last().getByText('completed')).toBeVisible({ timeout: 180_000 })

  const panel = page.getByRole('region', { name: 'Published, arithmetic, measured' })
  await expect(panel.getByText(/^Of 7 claims with a figure: \d/)).toBeVisible()
  const rows = panel.getByRole('table').locator('tbody tr')
  await expect(rows).toHaveCount(7)
  // An operation that ends before its last attempt has succeeded: published is less.
  const [published, arithmetic, measured, here] = await rows.first().locator('td').allInnerTexts()
  expect([published, arithmetic]).toEqual(['98.2 %', '100 %'])
  expect(measured).toMatch(/^100 %/)
  expect(here).toContain('cannot hold')
  const sentences = panel.getByRole('list', { name: 'Claims in words' }).getByRole('listitem')
  await expect(sentences).toHaveCount(7)
  await expect(sentences.first()).toContainText(
    /Cannot hold by arithmetic: the article says 98\.2 %, arithmetic says 100 % .*, measured 100 % \[.*\]\.$/,
  )
})

test('from a cell of the heat map down to one attempt; a link shows the same', async ({ page, request }) => {
  const [{ id = '' } = {}] = await sharedRuns(request, 1)
  await page.goto(`/runs/${id}`)
  await page.locator('[data-cell="1"]').last().click()
  await expect(page).toHaveURL(/cell=1\.2/)
  await page
    .getByRole('region', { name: /over the fault matrix$/ })
    .getByRole('button', { name: 'attempts', exact: true })
    .click()
  const operations = page.getByRole('region', { name: 'Operations of trial 2' })
  await operations.getByRole('button', { name: 'Latency' }).click()
  await operations
    .getByRole('button', { name: /waterfall$/ })
    .first()
    .click()
  await expect(operations.getByText(/^Operation: (put|get)/)).toBeVisible()
  await expect(operations.getByText(/^Attempt 1 · m\d$/)).toBeVisible()
  const traceId = await operations.locator('code').textContent()
  expect(traceId).toMatch(/^[0-9a-f]{32}$/)
  await page.reload()
  await expect(operations.getByText(traceId ?? '')).toBeVisible()
  // What a link names and the run does not have is said.
  await page.goto(`/runs/${id}?cell=99.0&trial=7`)
  await expect(page.getByText(/^Cell 99\.0 /)).toBeVisible()
  await expect(page.getByText(/^Trial 7 /)).toBeVisible()
})

test('runs are checked in the list and compared; a run is compared from its page', async ({
  page,
  request,
}) => {
  const [before, now] = await sharedRuns(request, 2)
  if (!before || !now) throw new Error('there are two')
  await page.goto('/runs?q=To+be+read')
  const box = (number: number) => page.getByRole('checkbox', { name: `Compare run ${number},` })
  await box(now.number).press('Space')
  await expect(page.getByText(`Run ${now.number} is checked; check another one.`)).toBeVisible()
  await box(before.number).click()
  await expect(page).toHaveURL(new RegExp(`compare=${now.number},${before.number}$`))
  await page.reload()
  await expect(box(before.number)).toBeChecked()
  await page.locator('main').getByRole('link', { name: 'Compare', exact: true }).click()

  const panel = page.getByRole('region', { name: `Run ${now.number} against run ${before.number}` })
  const differences = panel.getByRole('region', { name: `Differences of run ${now.number}` })
  await expect(differences.locator('tbody tr')).toHaveCount(3)
  await page.getByLabel('What is compared').selectOption({ label: 'Amplification' })
  await expect(page).toHaveURL(/metric=amplification/)
  // Without a retry it is one request per operation, in both.
  await expect(differences.getByRole('row', { name: /^no-retry/ })).toContainText(/\b1(\.00)?×/)
  await expect(panel.getByRole('heading', { name: 'By fault point' })).toBeVisible()
  await page.goBack()
  await expect(box(now.number)).toBeChecked()

  await page.goto(`/runs/${before.id}`)
  await page.getByRole('button', { name: 'Compare with …' }).click()
  await page.getByRole('menuitem', { name: `${now.number} · ${now.name}` }).click()
  await expect(
    page.getByRole('region', { name: `Run ${before.number} against run ${now.number}` }),
  ).toBeVisible()
})
