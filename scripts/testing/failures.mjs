/** Which tests failed, and why, from the reports of vitest and Playwright: said again at the end, where logs are cut off last. */

/** @typedef {{ name: string, reason: string }} Failure */

/** Enough of a reason to recognise it; the whole stands where the test ran. */
const REASON_LINES = 12

/**
 * @param {object | null} report of vitest's json reporter
 * @returns {Failure[]}
 */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0 && file.status === 'failed') return [failure([file.name], file.message)]
    return failed.map((test) =>
      failure([file.name, ...test.ancestorTitles, test.title], test.failureMessages[0]),
    )
  })
}

/**
 * @param {object | null} report of Playwright's json reporter
 * @returns {Failure[]}
 */
export function playwrightFailures(report) {
  return (report?.suites ?? []).flatMap((suite) => inSuite(suite, []))
}

function inSuite(suite, above) {
  const names = [...above, suite.title].filter(Boolean)
  const failed = (suite.specs ?? []).filter((spec) => !spec.ok)
  return [
    ...failed.map((spec) => {
      const results = spec.tests.flatMap((test) => test.results)
      const error = results.flatMap((result) => result.errors ?? [])[0]
      return failure([...names, spec.title], error?.message)
    }),
    ...(suite.suites ?? []).flatMap((inner) => inSuite(inner, names)),
  ]
}

function failure(names, message = '') {
  const lines = message.split('\n').filter((line) => line.trim() !== '')
  return { name: names.join(' › '), reason: lines.slice(0, REASON_LINES).join('\n') }
}
