/** Counts tests in the reports of vitest and Playwright. Whatever went wrong outside a test counts as one failed test. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** A check without tests of its own, such as the linter. @returns {Counts} */
export function singleCheck(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

/**
 * @param {object | null} report of vitest's json reporter, null when there is none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function vitestCounts(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  // A file that cannot even be loaded has no tests to report.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return orFailed(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  })
}

/**
 * @param {object | null} report of Playwright's json reporter, null when there is none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function playwrightCounts(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  // Passing on the second try is not passing.
  return orFailed(exitCode, { passed: expected, failed: unexpected + flaky, skipped })
}

/**
 * The sum over all suites.
 * @param {Counts[]} suites
 * @param {{ skippedFails: boolean }} options in CI a skipped test is a failed one
 */
export function total(suites, { skippedFails }) {
  const sum = (key) => suites.reduce((result, suite) => result + suite[key], 0)
  const skipped = sum('skipped')
  return { passed: sum('passed'), failed: sum('failed') + (skippedFails ? skipped : 0), skipped }
}

// Unhandled errors, a failed set-up, no tests at all: the tool says so only by its exit code.
function orFailed(exitCode, counts) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}
