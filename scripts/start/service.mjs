/** A long-running child of `npm start`: its log, its end, its orderly stop. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { openLogFile } from '../setup/log-file.mjs'
import { projectRoot } from '../setup/paths.mjs'
import { isStackFrame, readable, warningIn } from './log-lines.mjs'

const keptLines = 12
const maxLogBytes = 5_000_000

/**
 * Starts a service.
 * @param {{ name: string, args: string[], env: Record<string, string>, logFile: string, stopMs: number,
 *   preloads?: string[], onWarning?: (message: string) => void }} options
 *   stopMs: how long it may take to stop before it is killed; preloads: modules that are loaded before the service itself
 */
export function startService(options) {
  const { name, args, env, logFile, stopMs, preloads = [], onWarning = () => undefined } = options
  const onError = (error) =>
    onWarning(`its log ${logFile} cannot be written and is not continued (${error.message})`)
  const log = openLogFile(logFile, { onError, append: true, maxBytes: maxLogBytes })
  const last = []
  const imports = [`./scripts/exit-with-parent.mjs?graceMs=${stopMs}`, ...preloads]
  const child = spawn(process.execPath, [...imports.flatMap((one) => ['--import', one]), ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    // The channel is how the service notices that we are gone. A group of its own keeps the terminal's Ctrl-C away
    // from it: it has to be stopped in order, not all at once.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  })
  const take = (line) => {
    log.write(line)
    const text = readable(line)
    if (text.trim() === '' || isStackFrame(text)) return
    last.push(text)
    if (last.length > keptLines) last.shift()
    const warning = warningIn(line)
    if (warning) onWarning(warning)
  }
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', take)

  let stopping = false
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ reason: error.message }))
    child.once('close', (code, signal) =>
      resolve({ reason: signal ? `ended by ${signal}` : `exit code ${code}` }),
    )
  }).then(async (end) => {
    await log.end()
    return { name, logFile, expected: stopping, output: last.join('\n'), ...end }
  })

  return {
    name,
    child,
    /** Resolves when the process has ended. */
    ended,
    lastLines: () => last.join('\n'),
    logFile,

    /** Asks it to stop and waits; kills it when it takes too long. */
    async stop() {
      stopping = true
      send(child, 'SIGTERM')
      const timer = setTimeout(() => send(child, 'SIGKILL'), stopMs)
      await ended
      clearTimeout(timer)
    },

    /** Ends it at once. */
    kill() {
      stopping = true
      send(child, 'SIGKILL')
    },
  }
}

function send(child, signal) {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
}
