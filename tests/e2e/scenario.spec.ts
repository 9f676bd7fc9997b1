/** From the rows of a scenario to the ledger of its trial; and what the lab cannot do. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { listRuns, quickSpec } from './api'
import { expect, fillChips, tabTo, test } from './browser-test'

test('a scenario is built with the keyboard, run, and read in its ledger', async ({ page }) => {
  test.setTimeout(240_000)
  await page.goto('/experiments/new')
  for (const axis of ['Latency, ms', 'Jitter, ± ms', 'Leader switches, per minute'])
    await fillChips(page, axis, ['0'])
  await page.getByLabel('Trial duration').fill('1500')

  await page.getByRole('button', { name: 'Add fault' }).focus()
  await addFault(page.keyboard, 'jitter')
  await tabTo(page, 'Start of step 1', 'Shift+Tab')
  await page.keyboard.type('300')
  await tabTo(page, 'Length of step 1')
  await page.keyboard.type('600')
  await page.getByRole('listitem').getByText('latency 100').last().focus()
  await page.keyboard.press('Enter')
  await tabTo(page, /^Latency$/)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('120')
  await tabTo(page, 'Add fault')
  await addFault(page.keyboard, 'MoveLeader')
  await expect(page.getByLabel('Length of step 2')).toBeDisabled()

  // On the timeline: one press of → is a round part of the window.
  const lanes = page.getByRole('group', { name: 'Timeline of the scenario' })
  await lanes.getByRole('button', { name: /^Step 2: leader switch/ }).focus()
  for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight')
  await expect(page.getByLabel('Start of step 2')).toHaveValue('500')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Start of step 2')).toBeFocused()

  await page.reload()
  await expect(
    lanes.getByRole('button', { name: /^Step 1: latency 120 ms.*, from 300 ms to 900 ms$/ }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Run experiment' }).press('Enter')
  await page.waitForURL(/\/runs\/\w+/)
  const header = page.getByRole('banner').or(page.locator('header')).last()
  await expect(header.getByText('completed')).toBeVisible({ timeout: 120_000 })
  await expect(header.getByText('scenario of 2 steps')).toBeVisible()

  await page.getByRole('tab', { name: /^Receipts/ }).click()
  await page.getByRole('button', { name: 'Trial 1: receipt and ledger' }).click()
  await expect(page).toHaveURL(/trial=1/)
  const ledger = page.getByRole('table', { name: 'Ledger' })
  const latency = ledger.getByRole('row', { name: /^latency 120 ms/ })
  await expect(latency).toContainText('0.300–0.900')
  await expect(latency).toContainText('removed')
  await expect(ledger.getByRole('row', { name: /^leader switch/ })).toContainText(/done|failed/)
  await expect(page.getByRole('img', { name: /^Faults of trial 1, planned and actual/ })).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Receipt' }).getByRole('row', { name: /^Leader changes/ }),
  ).toBeVisible()

  // A link to the trial opens it.
  await page.reload()
  await expect(latency).toBeVisible()
})

test('what the lab cannot do is greyed out with its reason, and refused', async ({ page, request }) => {
  const file = path.join(process.env.RETRYSCOPE_E2E_DATA_DIR ?? '', 'lab-capabilities.json')
  const before = textOf(file)
  const able = ['toxics', 'peer-link', 'peer-cut', 'process-control', 'membership', 'names']
  const capabilities = {
    ...Object.fromEntries(able.map((name) => [name, true])),
    'packet-loss': 'Packets are dropped on Linux only.',
    'leader-moves': 'Leader moves are not allowed here.',
  }
  writeFileSync(file, JSON.stringify({ driver: 'local', members: 3, capabilities }))
  try {
    await page.goto('/experiments/new')
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
    await expect(
      page.getByText(/this lab cannot do that\. Leader moves are not allowed/).first(),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: 'Run experiment' })).toBeDisabled()

    const runs = (await listRuns(request)).length
    const packets = { lossPercent: [5], loss: { mode: 'packet' } }
    const refused = await request.post('/api/runs', { data: { ...quickSpec('packets'), matrix: packets } })
    expect(refused.status()).toBe(422)
    expect(await refused.text()).toContain('matrix.loss.mode')
    expect((await listRuns(request)).length).toBe(runs)
  } finally {
    if (before === null) rmSync(file)
    else writeFileSync(file, before)
  }
})

/** Adds the best match from the menu that has the focus. */
async function addFault(
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> },
  search: string,
) {
  await keyboard.press('Enter')
  await keyboard.type(search)
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The worker has not written it.
    return null
  }
}
