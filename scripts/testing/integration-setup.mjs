/** Before the integration tests: the bundles are fresh and the lab's programs are in the environment. */
import { bundle, bundlesAreStale } from '../bundle.mjs'
import { labEnvironment } from '../lab-programs/find.mjs'
import { providePacketTools } from './provide-packet-tools.mjs'

/** Called once by vitest, in the process that starts the test workers. */
export default async function setup() {
  if (bundlesAreStale()) await bundle()
  Object.assign(process.env, await labEnvironment())
  const missing = await providePacketTools()
  if (missing) process.stdout.write(`Tests with real packets are skipped: ${missing}\n`)
}
