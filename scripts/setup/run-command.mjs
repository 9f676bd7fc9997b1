/** Runs a program to its end: output into a log file, each line to a listener, failure as a Problem with the last lines. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { openLogFile } from './log-file.mjs'
import { checkoutDir } from './paths.mjs'
import { Problem } from './problem.mjs'

const shownLines = 15
const active = new Set()
let cleanupInstalled = false

/**
 * @param {{ name: string, command: string, args: string[], cwd?: string, env?: Record<string, string | undefined>,
 *   onLine?: (line: string) => void, what: string, todo: string, logFile?: string, telling?: RegExp }} options
 *   name: of the log file; what, todo: for the error that a failure becomes; telling: marks the lines to show in it, for
 *   programs whose last lines say little
 * @returns {Promise<string>} the last lines of the output
 */
export async function runCommand({
  name,
  command,
  args,
  cwd,
  env,
  onLine,
  what,
  todo,
  telling,
  logFile = setupLog(name),
}) {
  const last = []
  let logged = true
  const onError = (error) => {
    logged = false
    onLine?.(`${logFile} cannot be written: ${error.message}`)
  }
  const log = openLogFile(logFile, { onError })
  log.write(`$ ${[path.basename(command), ...args].join(' ')}`)
  const told = []
  const take = (line) => {
    log.write(line)
    if (line.trim() === '') return
    last.push(line)
    if (last.length > shownLines) last.shift()
    if (telling?.test(line) && told.length < shownLines) told.push(line)
    onLine?.(line)
  }
  const end = await run(command, args, { cwd, env: { ...process.env, ...env } }, take)
  await log.end()
  if (end.code === 0) return last.join('\n')
  throw new Problem({
    what,
    why:
      end.error?.message ??
      (end.signal ? `it was ended by ${end.signal}` : `it ended with exit code ${end.code}`),
    output: (told.length > 0 ? told : last).join('\n'),
    logFile: logged ? logFile : undefined,
    todo,
  })
}

function setupLog(name) {
  return path.join(checkoutDir, 'logs', `setup-${name}.log`)
}

function run(command, args, options, take) {
  return new Promise((resolve) => {
    // A group of its own: npm starts compilers, and all of them have to end with us.
    const detached = process.platform !== 'win32'
    const child = spawn(command, args, { ...options, detached, stdio: ['ignore', 'pipe', 'pipe'] })
    installCleanup()
    active.add(child)
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', take)
    child.once('error', (error) => settle({ error }))
    child.once('close', (code, signal) => settle({ code, signal }))
    function settle(end) {
      active.delete(child)
      resolve(end)
    }
  })
}

function installCleanup() {
  if (cleanupInstalled) return
  cleanupInstalled = true
  process.once('exit', () => active.forEach(killGroup))
}

/** Ends a program and all that it started. */
export function killGroup(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
