/** The parts of `npm test`: what each needs to be set up, and how it is run and counted. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { checkoutDir, inProject } from '../setup/paths.mjs'
import { findBrowser } from './find-browser.mjs'
import { playwrightCounts, singleCheck, vitestCounts } from './counts.mjs'
import { playwrightFailures, vitestFailures } from './failures.mjs'
import { runShown } from './run-shown.mjs'

const tool = (...parts) => inProject('node_modules', ...parts)
const nothing = { lab: false, database: false, bundles: false, web: false }
const onLab = { ...nothing, lab: true, bundles: true }
const inCi = Boolean(process.env.CI)

/**
 * Name → needs of the set-up, and what to run with the lab's environment. Neighbours that are `sideBySide` run at the same
 * time: one core each, and silent unless something is wrong.
 */
export const suites = {
  lint: { needs: nothing, sideBySide: true, run: lint },
  types: { needs: nothing, sideBySide: true, run: types },
  unit: { needs: nothing, run: () => vitest(['unit', 'unit-mocked'], {}) },
  measured: { needs: onLab, run: (labEnv) => vitest(['measured'], labEnv) },
  // One of its tests asks the built web app.
  integration: { needs: { ...onLab, web: true }, run: (labEnv) => vitest(['integration'], labEnv) },
  recovery: { needs: onLab, run: (labEnv) => vitest(['recovery'], labEnv) },
  e2e: { needs: { lab: true, database: false, bundles: true, web: true }, run: playwright },
}

async function lint() {
  // The type-aware rules look at routes, too.
  await routeTypes()
  const formatted = ['**/*.{ts,tsx,mjs,css,yml,yaml}', 'package.json', 'tsconfig.json']
  // One core each, side by side.
  const exitCodes = await Promise.all([
    runShown(tool('eslint', 'bin', 'eslint.js'), ['.', '--max-warnings', '0']),
    runShown(tool('prettier', 'bin', 'prettier.cjs'), ['--check', ...formatted]),
    runShown(inProject('scripts', 'make-migration.mjs'), ['--check']),
  ])
  return add(...exitCodes.map(singleCheck))
}

async function types() {
  const typegen = await routeTypes()
  if (typegen !== 0) return singleCheck(typegen)
  return singleCheck(await runShown(tool('typescript', 'bin', 'tsc'), ['--noEmit']))
}

let routeTypesWritten

// Writes, once, the types of the routes and next-env.d.ts, which are not in version control.
function routeTypes() {
  routeTypesWritten ??= runShown(tool('next', 'dist', 'bin', 'next'), ['typegen'], {
    NEXT_TELEMETRY_DISABLED: '1',
  })
  return routeTypesWritten
}

async function vitest(projects, env) {
  const report = reportFile(projects[0])
  return withScratchData(async (dataEnv) => {
    const args = [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]
    if (inCi) args.push('--allowOnly=false')
    const exitCode = await runShown(tool('vitest', 'vitest.mjs'), args, { ...env, ...dataEnv })
    const read = readReport(report)
    return { ...vitestCounts(read, exitCode), failures: vitestFailures(read) }
  })
}

async function playwright(labEnv) {
  const browser = await findBrowser()
  const report = reportFile('e2e')
  const exitCode = await runShown(tool('@playwright', 'test', 'cli.js'), ['test', '--reporter=list,json'], {
    ...labEnv,
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  const read = readReport(report)
  return { ...playwrightCounts(read, exitCode), failures: playwrightFailures(read) }
}

function reportFile(name) {
  const file = path.join(checkoutDir, 'reports', `${name}-${process.pid}.json`)
  mkdirSync(path.dirname(file), { recursive: true })
  process.once('exit', () => rmSync(file, { force: true }))
  return file
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

// Tests must not find, or leave, anything in the data folder of the person who runs them.
async function withScratchData(work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-test-'))
  try {
    return await work({ RETRYSCOPE_DATA_DIR: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function add(...counts) {
  const sum = (key) => counts.reduce((result, one) => result + one[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}
