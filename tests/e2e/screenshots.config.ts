/** `npx playwright test -c tests/e2e/screenshots.config.ts`: pictures of every page in test-results/screenshots. */
import base from '../../playwright.config'

export default {
  ...base,
  testDir: '.',
  testMatch: 'screenshots.ts',
  globalSetup: './product.ts',
  outputDir: '../../test-results/screenshots-run',
  timeout: 600_000,
}
