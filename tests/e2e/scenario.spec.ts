/** From the first page to a cell of the run and to the ledger of its trial, without a mouse. */
import type { Page } from '@playwright/test'
import { expect, tabTo, test } from './browser-test'

test('with the keyboard alone: a scenario is built from home, run, and read in its cell and its ledger', async ({
  page,
}) => {
  test.setTimeout(240_000)
  await page.goto('/')
  await tabTo(page, 'New experiment')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'New experiment', level: 1 })).toBeVisible()
  for (const [axis, values] of Object.entries({
    'Latency, ms': ['0', '20'],
    'Jitter, ± ms': ['0'],
    'Leader switches, per minute': ['0'],
  })) {
    await tabTo(page, axis)
    for (let chip = 0; chip < 4; chip += 1) await page.keyboard.press('Backspace')
    for (const value of values) {
      await page.keyboard.type(value)
      await page.keyboard.press('Enter')
    }
  }

  await tabTo(page, 'Trial duration')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('1500')
  await tabTo(page, 'Add fault', 'Shift+Tab')
  await addFault(page, 'jitter', 'Latency with jitter')
  await tabTo(page, 'Start of step 1', 'Shift+Tab')
  await page.keyboard.type('300')
  await tabTo(page, 'Length of step 1')
  await page.keyboard.type('600')
  await tabTo(page, /latency 100/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^Latency$/)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('120')
  await tabTo(page, 'Add fault')
  await addFault(page, 'MoveLeader', 'Leader switch')
  await expect(page.getByLabel('Length of step 2')).toBeDisabled()

  // On the timeline: one press of → is a round part of the window.
  const lanes = page.getByRole('group', { name: 'Timeline of the scenario' })
  await tabTo(page, /^Step 2: leader switch/, 'Shift+Tab')
  for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight')
  await expect(page.getByLabel('Start of step 2')).toHaveValue('500')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Start of step 2')).toBeFocused()
  await page.reload()
  await expect(
    lanes.getByRole('button', { name: /^Step 1: latency 120 ms.*, from 300 ms to 900 ms$/ }),
  ).toBeVisible()
  await tabTo(page, 'Run experiment', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/runs\/\w+/)
  const header = page.getByRole('banner').or(page.locator('header')).last()
  await expect(header.getByText('completed')).toBeVisible({ timeout: 120_000 })
  await expect(header.getByText('scenario of 2 steps')).toBeVisible()

  // One stop per heat map; arrows go from cell to cell.
  await tabTo(page, /^no retry, /)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/cell=1\.0/)
  await expect(page.locator('[data-cell="1"]').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/cell=/)
  await page.keyboard.press('Control+Home')
  await expect(page.locator('[data-cell="0"]').first()).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/cell=0\.0/)

  await page.keyboard.press('5')
  await expect(page.getByRole('tab', { name: /^Receipts/ })).toBeFocused()
  await tabTo(page, 'Trial 1: receipt and ledger')
  await page.keyboard.press('Enter')
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

/** Adds the best match from the menu that has the focus, as a person who looks before the next key. */
async function addFault(page: Page, search: string, best: string) {
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Search faults')).toBeFocused()
  await page.keyboard.type(search)
  const options = page.getByRole('listbox', { name: 'Faults' }).getByRole('option')
  await expect(options.first()).toHaveAccessibleName(best)
  await page.keyboard.press('ArrowDown')
  await expect(options.first()).toHaveAttribute('data-combobox-selected', 'true')
  await page.keyboard.press('Enter')
}
