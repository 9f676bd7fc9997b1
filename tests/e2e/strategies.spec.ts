/** The form's menu of strategies, the delays it draws, and the winner taken home. */
import { sharedRuns } from './api'
import { addStrategy, expect, test } from './browser-test'

test('a strategy is found by words and added; its delays follow its parameters', async ({ page }) => {
  await page.goto('/experiments/new')
  await addStrategy(page, 'three times', 'Decorrelated jitter')
  await expect(page.getByRole('textbox', { name: 'Label of strategy 4' })).toHaveValue('decorrelated jitter')
  await expect(page.getByRole('complementary', { name: 'Plan' })).toContainText('4 side by side')

  const card = page.getByRole('listitem').filter({ has: page.getByLabel('Label of strategy 4') })
  await expect(
    card.getByRole('img', { name: /^Delays of decorrelated jitter: 4 retries, 200 ms/ }),
  ).toBeVisible()
  await card.getByLabel('Max attempts').fill('2')
  await expect(card.getByRole('img', { name: /: 1 retry, 50 ms to 150 ms of waiting/ })).toBeVisible()
  await card.getByRole('button', { name: 'Delays of decorrelated jitter as numbers' }).click()
  await expect(card.getByRole('row')).toHaveCount(2)
  await card.getByLabel('Cap').fill('1')
  await expect(card.getByText('Shown when the parameters are right')).toBeVisible()
})

test('the menu is used with the keyboard alone', async ({ page }) => {
  await page.goto('/experiments/new')
  await page.getByRole('button', { name: 'Add strategy' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Search strategies')).toBeFocused()
  await page.keyboard.type('token bucket')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Label of strategy 4' })).toHaveValue('retry token bucket')
  await expect(page.getByRole('button', { name: 'Add strategy' })).toBeFocused()
})

test('a strategy of a run is taken home, with what the target cannot express', async ({ page, request }) => {
  const [{ id = '' } = {}] = await sharedRuns(request, 1)
  await page.goto(`/runs/${id}`)
  await page.getByRole('button', { name: /^Take exponential.* home$/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('gRPC service config')).toContainText('"backoffMultiplier": 2')
  await expect(dialog).toContainText('Jitter: gRPC draws 80–120 % of the nominal delay')
  await dialog.getByLabel('For', { exact: true }).selectOption({ label: 'cockatiel 3 (TypeScript)' })
  await expect(dialog).toContainText('Which failures are retried: here all but permanent ones')
  await expect(dialog).not.toContainText('It says everything')
  // The written code asks for backoff.Permanent, so there even that is said.
  await dialog.getByLabel('For', { exact: true }).selectOption({ label: 'cenkalti/backoff v4 (Go)' })
  await expect(dialog).toContainText('It says everything that this strategy does.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})
