/** The log of work done by the command line: into a file, and what a person should know onto the screen. */
import { mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import { environment } from '@/lib/config/environment'
import type { Log } from '@/worker/log/log'
import { LogDestination } from '@/worker/log/log-destination'
import type { ProgressDisplay } from './progress-display'

/** A log beside the services' own. */
export function commandLog(display: ProgressDisplay): Log {
  const { logsDirectory, logLevel } = environment()
  mkdirSync(logsDirectory, { recursive: true })
  const file = pino(
    { level: logLevel, base: { pid: process.pid } },
    new LogDestination(openSync(path.join(logsDirectory, 'command-line.log'), 'a')),
  )
  return {
    debug: (fields, message) => file.debug(fields, message),
    info: (fields, message) => file.info(fields, message),
    warn: (fields, message) => {
      file.warn(fields, message)
      display.say(message)
    },
    // Told in the end as the reason why the run failed.
    error: (fields, message) => file.error(fields, message),
  }
}
