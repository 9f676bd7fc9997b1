/**
 * `npm run screenshots`: pictures of every page in test-results/screenshots. With RETRYSCOPE_E2E_URL it takes them of a product
 * that runs already, and of the runs that it has.
 */
import base from '../../playwright.config'
import { NOBODY } from './picture-runs'

// The very first look is a page without a run.
process.env.RETRYSCOPE_DEMO = 'off'
process.env.RETRYSCOPE_UPSTREAMS = `${NOBODY.name}=${NOBODY.address}`
const { globalSetup: _, ...rest } = base

export default {
  ...rest,
  ...(process.env.RETRYSCOPE_E2E_URL ? {} : { globalSetup: './product.ts' }),
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../../test-results/screenshots-run',
  timeout: 1_800_000,
  use: { ...rest.use, trace: 'off', screenshot: 'off' },
}
