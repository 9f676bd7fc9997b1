/**
 * `npm test`: sets up and runs every suite; `node scripts/test.mjs unit e2e` only some of them.
 * The last line is `N passed, N failed` over all suites. In CI a skipped test counts as failed.
 */
import './setup/node-version.mjs'
import { createReporter, formatDuration } from './setup/reporter.mjs'
import { Problem, reportProblem, reportUncaught } from './setup/problem.mjs'
import { setUp } from './setup/set-up.mjs'
import { exitOnSignals } from './setup/signals.mjs'
import { total } from './testing/counts.mjs'
import { suites } from './testing/suites.mjs'

const inCi = Boolean(process.env.CI)

async function main(wanted) {
  const names = wanted.length > 0 ? wanted : Object.keys(suites)
  const unknown = names.find((name) => !Object.hasOwn(suites, name))
  if (unknown) {
    throw new Problem({
      what: `There is no suite "${unknown}".`,
      todo: `choose from ${Object.keys(suites).join(', ')}.`,
    })
  }
  const { labEnv } = await setUp({ reporter: createReporter(), needs: unionOfNeeds(names) })
  const results = []
  for (const group of groupsOf(names)) {
    const run = async (name) => ({ name, ...(await runSuite(name, labEnv)) })
    results.push(...(await Promise.all(group.map(run))))
  }
  return summarise(results)
}

// What may run at the same time, in the order that was asked for.
function groupsOf(names) {
  const groups = []
  for (const name of names) {
    const before = groups.at(-1)
    const joins = suites[name].sideBySide && before && suites[before[0]].sideBySide
    if (joins) before.push(name)
    else groups.push([name])
  }
  return groups
}

function unionOfNeeds(names) {
  const keys = ['lab', 'database', 'bundles', 'web']
  return Object.fromEntries(keys.map((key) => [key, names.some((name) => suites[name].needs[key])]))
}

async function runSuite(name, labEnv) {
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}\n`)
  const startedAt = Date.now()
  let counts
  try {
    counts = await suites[name].run(labEnv)
  } catch (error) {
    // The other suites still have something to tell.
    reportProblem(error)
    counts = { passed: 0, failed: 1, skipped: 0 }
  }
  return { ...counts, ms: Date.now() - startedAt }
}

function summarise(results) {
  process.stdout.write('\n')
  for (const { name, reason } of results.flatMap(({ failures = [] }) => failures)) {
    process.stdout.write(`✗ ${name}\n${reason.replace(/^/gm, '    ')}\n\n`)
  }
  for (const { name, passed, failed, skipped, ms } of results) {
    const mark = failed > 0 || (inCi && skipped > 0) ? '✗' : '✓'
    const also = skipped > 0 ? `, ${skipped} skipped` : ''
    process.stdout.write(
      `${mark} ${name.padEnd(12)} ${passed} passed, ${failed} failed${also} (${formatDuration(ms)})\n`,
    )
  }
  const sum = total(results, { skippedFails: inCi })
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`)
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0
}

reportUncaught()
exitOnSignals()
let exitCode
try {
  exitCode = await main(process.argv.slice(2))
} catch (error) {
  exitCode = reportProblem(error)
  // Whoever reads only the last line has to see that nothing was tested.
  process.stdout.write('0 passed, 1 failed\n')
}
process.exit(exitCode)
