/** `npm run setup`: everything that `npm start` and `npm test` need, without starting anything. */
import './setup/node-version.mjs'
import { createReporter } from './setup/reporter.mjs'
import { reportProblem, reportUncaught } from './setup/problem.mjs'
import { setUp } from './setup/set-up.mjs'
import { exitOnSignals } from './setup/signals.mjs'

reportUncaught()
exitOnSignals()
try {
  await setUp({ reporter: createReporter() })
} catch (error) {
  process.exitCode = reportProblem(error)
}
