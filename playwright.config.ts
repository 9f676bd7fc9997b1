import { defineConfig, devices } from '@playwright/test'
import { chromiumOptions } from './tests/e2e/chromium'

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/product.ts',
  // One product, one database, one lab: runs are measured one after the other, and pages are read meanwhile. What would disturb
  // others has a product of its own (apart.spec.ts).
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  // Nothing here is a claim on time: pages share two cores with a lab.
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    // Set by the global set-up; the workers, which read this file again, see it.
    baseURL: process.env.RETRYSCOPE_E2E_URL,
    // Without the film: taking it costs a core that the lab needs.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: chromiumOptions,
      },
    },
  ],
})
