/**
 * Imported first by each program: settings are read relative to the checkout, not to wherever somebody happens to be.
 * Bundled (dist/) or not (worker/), this file stands one folder below it.
 */
import { fileURLToPath } from 'node:url'

process.env.RETRYSCOPE_ROOT ??= fileURLToPath(new URL('..', import.meta.url))
