/** Playwright's test with one rule more: an error in the browser's console fails the test. */
import { test as base, expect, type Page } from '@playwright/test'

interface Fixtures {
  /** Patterns of console errors that a test provokes on purpose. */
  provoked: RegExp[]
  consoleErrors: undefined
}

export const test = base.extend<Fixtures>({
  provoked: [[], { option: true }],
  consoleErrors: [
    async ({ page, provoked }, use) => {
      const errors: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      page.on('pageerror', (error) => errors.push(`${error.name}: ${error.message}`))
      await use(undefined)
      const unexpected = errors.filter((text) => !provoked.some((pattern) => pattern.test(text)))
      expect(unexpected, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Adds a strategy to the form, as a person who searches for it. */
export async function addStrategy(page: Page, search: string, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Add strategy' }).click()
  await page.getByLabel('Search strategies').fill(search)
  await page
    .getByRole('listbox', { name: 'Strategies' })
    .getByRole('option', { name: title, exact: true })
    .click()
}

/** Replaces the chips of an axis. */
export async function fillChips(page: Page, label: string, values: string[]): Promise<void> {
  const input = page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .first()
  await input.click()
  for (let chip = 0; chip < 4; chip += 1) await input.press('Backspace')
  for (const value of values) {
    await input.fill(value)
    await input.press('Enter')
  }
}

/** Goes from field to field with Tab, as somebody without a mouse, until the one of that name has the focus. */
export async function tabTo(
  page: Page,
  name: string | RegExp,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const named = page
    .getByLabel(name)
    .or(page.getByRole('button', { name }))
    .or(page.getByRole('link', { name }))
    .or(page.locator('summary', { hasText: name }))
    .and(page.locator(':focus'))
  for (let press = 0; press < 100; press += 1) {
    await page.keyboard.press(key)
    if (await named.count()) return
  }
  throw new Error(`${key} does not reach ${String(name)}`)
}
