/** From the form to the charts: a 2 × 2 matrix with three strategies, as a new user would make it. */
import type { Page } from '@playwright/test'
import { listRuns, reportOf } from './api'
import { expect, fillChips, test } from './browser-test'

const STRATEGIES = ['no retry', 'constant 200 ms', 'exponential, full jitter']

test('form and YAML are one experiment, and a reload loses neither', async ({ page }) => {
  await page.goto('/experiments/new')
  const views = page.getByRole('radiogroup', { name: 'View of the experiment' })
  const yaml = page.getByLabel('Experiment in YAML')
  const plan = page.getByRole('complementary', { name: 'Plan' })
  await views.getByText('YAML').click()
  await expect(page).toHaveURL(/view=yaml/)
  const written = await yaml.inputValue()
  expect(written).toContain('latencyMs: [ 20, 100 ]')

  // The form follows what reads as an experiment.
  await yaml.fill(`# kept\n${written.replace('[ 20, 100 ]', '[ 5, 70, 900 ]')}`)
  await views.getByText('Form').click()
  await expect(page.getByText('12 fault points')).toBeVisible()
  for (const chip of ['5', '70', '900'])
    await expect(page.getByText(chip, { exact: true }).first()).toBeVisible()
  await expect(page.getByText(/The YAML has comments\./)).toBeVisible()

  // What does not is kept, led to by its line, and neither shown in the form nor run.
  await views.getByText('YAML').click()
  const wrong = (await yaml.inputValue()).replace('900', 'soon')
  await yaml.fill(wrong)
  await expect(page.getByRole('button', { name: 'Run experiment' })).toBeDisabled()
  const line = wrong.split('\n').findIndex((text) => text.includes('soon')) + 1
  await plan
    .getByRole('button', { name: `Line ${line}` })
    .first()
    .click()
  await expect(yaml).toBeFocused()
  await views.getByText('Form').click()
  await expect(page.getByText(/The YAML is no experiment yet/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/^Restored what you had typed at \d\d:\d\d/)).toBeVisible()
  await expect(yaml).toHaveValue(wrong)

  // The first change in the form writes the YAML anew, says so, and can be taken back.
  await yaml.fill(wrong.replace('soon', '300'))
  await views.getByText('Form').click()
  await page.getByLabel('Name', { exact: true }).fill('Typed in the form')
  await expect(page.getByText(/written anew from the form, without its comments/)).toBeVisible()
  // Not a chip yet, and no loss either.
  const latency = page.getByRole('combobox', { name: 'Latency, ms' })
  await latency.pressSequentially('37')
  await page.reload()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Typed in the form')
  await expect(latency).toHaveValue('37')
  await latency.clear()
  await page.getByRole('button', { name: 'Undo' }).click()
  await views.getByText('YAML').click()
  await expect(yaml).toHaveValue(wrong.replace('soon', '300'))
})

test('an own matrix is run, cancelled, resumed, read in heat map and charts, and deleted', async ({
  page,
  request,
}) => {
  test.setTimeout(240_000)
  await page.goto('/experiments/new')
  await page.getByLabel('Name', { exact: true }).fill('Matrix of a new user')
  await fillChips(page, 'Latency, ms', ['20'])
  await fillChips(page, 'Jitter, ± ms', ['0', '90'])
  await fillChips(page, 'Leader switches, per minute', ['0', '60'])
  await page.getByLabel('Attempt time-out').fill('100')
  await page.getByLabel('Operation deadline').fill('1500')
  await page.getByLabel('Trial duration').fill('1200')
  const plan = page.getByRole('complementary', { name: 'Plan' })
  await expect(plan).toContainText('4 points × 1 repetition = 4 trials')
  await expect(plan).toContainText(/about \d+/)

  const named = async () => (await listRuns(request)).filter(({ name }) => name === 'Matrix of a new user')
  await page.getByRole('button', { name: 'Run experiment' }).dblclick()
  await page.waitForURL(/\/runs\/\w+/)
  const [run, ...others] = await named()
  expect(others, 'a double click makes one run').toEqual([])
  const id = run?.id ?? ''

  // Others may be measured before it.
  await expect(page.getByText('1 of 4 trials done')).toBeVisible({ timeout: 180_000 })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Cancel the run' }).click()
  const header = page.locator('header').last()
  await expect(header.getByText('cancelled')).toBeVisible()
  const before = await reportOf(request, id)
  expect(before.trials.length).toBeLessThan(4)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(header.getByText('completed')).toBeVisible({ timeout: 120_000 })
  const after = await reportOf(request, id)
  expect(after.trials.map(({ index }) => index)).toEqual([0, 1, 2, 3])
  expect(after.trials.slice(0, before.trials.length), 'what was measured stays').toEqual(before.trials)
  expect(after.seed).toBe(before.seed)
  await expect(page.getByText('4 fault points × 1 repetition')).toBeVisible()

  const table = page.locator('table', { has: page.getByRole('columnheader', { name: 'Amplification' }) })
  for (const strategy of STRATEGIES)
    await expect(table.getByRole('rowheader', { name: strategy })).toBeVisible()

  const cells = page.locator('[data-cell]')
  await expect(cells).toHaveCount(4 * STRATEGIES.length)
  // Where operations share their luck, a second is too short for a rate, and counts stand there; at the calm point each has its own.
  for (const text of await cells.allTextContents())
    expect(text).toMatch(/^(~?(100|\d{1,2}\.\d\+?|0|<0\.1)|\d+\/\d+|·)/)
  for (const text of await page.locator('[data-cell="0"]').allTextContents()) expect(text).toMatch(/^~?\d/)
  for (const strategy of STRATEGIES)
    await expect(page.locator(`[data-cell][aria-label^="${strategy},"]`)).toHaveCount(4)

  await expectShares(page)
  await expectBackoff(page)
  await expectRates(page)

  // A chosen cell narrows the charts and stands in the address.
  await cells.last().click()
  await expect(page).toHaveURL(/cell=3\.2/)
  const shown = page.getByText('20 ± 90 ms · 60 switches/min').filter({ visible: true })
  await expect(shown.first()).toBeVisible()
  await page.getByLabel('Metric').selectOption({ label: 'Amplification' })
  await expect(page).toHaveURL(/metric=amplification/)
  expect(Number((await cells.first().innerText()).replaceAll(/[~!]/g, ''))).toBeGreaterThanOrEqual(1)

  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL((url) => url.pathname === '/runs')
  expect(await named()).toEqual([])
})

/** The figures of a chart, per row, after a look at the drawing itself. */
async function numbersOf(
  page: Page,
  title: string,
  mark: string,
): Promise<{ name: string; figures: string[] }[]> {
  const panel = page.getByRole('region', { name: title, exact: true })
  await expect(panel.locator(mark).first()).toBeVisible()
  await panel.getByRole('button', { name: 'Numbers' }).click()
  const rows = await panel.getByRole('table').locator('tbody tr').all()
  return Promise.all(
    rows.map(async (row) => ({
      name: await row.locator('th').innerText(),
      figures: await row.locator('td').allInnerTexts(),
    })),
  )
}

async function expectShares(page: Page): Promise<void> {
  const rows = await numbersOf(page, 'Retry-count distribution', '.recharts-bar-rectangle path')
  expect(rows.map(({ name }) => name.trim())).toEqual(STRATEGIES)
  for (const { name, figures } of rows) {
    // No row of expected shares: other faults than loss act.
    expect(figures[0]).toBe('measured')
    const shares = figures.slice(1, -1).map((text) => Number(/[\d.]+/.exec(text)?.[0]))
    const sum = shares.reduce((total, share) => total + share, 0)
    expect(sum, `shares of ${name} add up`).toBeGreaterThan(98)
    expect(sum, `shares of ${name} add up`).toBeLessThan(102)
  }
  // Without retries everything stands at zero.
  expect(rows[0]?.figures[1]).toContain('100 %')
}

async function expectBackoff(page: Page): Promise<void> {
  const rows = await numbersOf(page, 'Backoff deviation', '.recharts-scatter-symbol')
  expect(rows).toHaveLength(3 * STRATEGIES.length)
  const [constant, exponential] = [rows[3]?.figures, rows[6]?.figures]
  expect(Number(constant?.[1]?.replace(',', '')), 'retries of the constant strategy').toBeGreaterThan(0)
  // P5, P50, P95: the outer ones are withheld where the sample is too small for them.
  for (const figure of constant?.slice(2, 5) ?? [])
    expect(figure, 'no jitter').toMatch(/^(0 \[0\]|no interval)$/)
  expect(constant?.[3], 'a constant delay has no jitter').toBe('0 [0]')
  // "−51 [−60, −40]": the estimate stands before its interval.
  const median = Number(exponential?.[3]?.split(' ')[0]?.replace('−', '-'))
  expect(median, 'full jitter lies between −100 and 0 %').toBeLessThan(0)
  expect(median).toBeGreaterThan(-100)
}

async function expectRates(page: Page): Promise<void> {
  const rows = await numbersOf(page, 'Success rate', '.recharts-scatter-symbol')
  expect(rows).toHaveLength(4)
  for (const { name, figures } of rows)
    for (const text of figures)
      expect(text, name).toMatch(/^(no interval|[<\d.+]+ % \([<\d.+]+(–[\d.+]+)? %\))/)
  for (const text of rows[0]?.figures ?? []) expect(text, 'the calm point').toMatch(/^\d/)
}
