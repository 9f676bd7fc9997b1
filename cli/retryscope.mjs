#!/usr/bin/env node
/** The `retryscope` command: sets up what is missing without a word about what is not, then runs cli/main.ts. */
import '../scripts/setup/node-version.mjs'
import { spawn } from 'node:child_process'
import { commandNeeds } from '../scripts/setup/command-needs.mjs'
import { createReporter } from '../scripts/setup/reporter.mjs'
import { reportProblem, reportUncaught } from '../scripts/setup/problem.mjs'
import { dataDir, inProject } from '../scripts/setup/paths.mjs'
import { setUp } from '../scripts/setup/set-up.mjs'
import { exitOnSignals } from '../scripts/setup/signals.mjs'

/** Of the command line itself (semantics of its exit codes: the lab, or what it needs, could not be had). */
const setUpFailed = 3

async function main(args) {
  reportUncaught()
  const stopExiting = exitOnSignals()
  // On stderr, so that the output of a command stays what the command printed.
  const reporter = createReporter({ stream: process.stderr, quiet: true })
  const { labEnv } = await setUp({ reporter, needs: commandNeeds(args) })
  stopExiting()
  return run(args, { ...labEnv, RETRYSCOPE_DATA_DIR: dataDir() })
}

function run(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--enable-source-maps', inProject('dist', 'cli.mjs'), ...args], {
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    // A terminal sends Ctrl-C to both; here it must not end the one that waits for the other's exit code.
    process.on('SIGINT', () => undefined)
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.once('error', (error) => resolve(reportProblem(error)))
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  reportProblem(error)
  process.exitCode = setUpFailed
}
