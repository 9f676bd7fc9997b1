/** SQLite's binding loads and yet cannot be relied on, on some versions of Node: said before it ends the web app. */
import { existsSync, readFileSync } from 'node:fs'
import { inProject } from './paths.mjs'
import { Problem } from './problem.mjs'

const builtBinding = inProject('node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node')

/**
 * Addons that are compiled with the headers of Node 24.19 or newer call this when an object is collected, and Node 24
 * aborts when that happens outside of a script: nodejs/node#65446. Seen with 24.21 after less than a minute.
 */
const fatalCall = 'RemoveEnvironmentCleanupHook'
const firstMinor = 19
const lastMinorSeen = 21

/** Refuses a Node that would be aborted by the binding that was compiled for it. */
export function refuseAbortingBinding({ version = process.versions.node, file = builtBinding } = {}) {
  const [major, minor] = version.split('.').map(Number)
  if (major !== 24 || minor < firstMinor || minor > lastMinorSeen) return
  if (!existsSync(file) || !readFileSync(file).includes(fatalCall)) return
  throw new Problem({
    what: `Node ${version} would abort in the middle of the work.`,
    why: 'SQLite (better-sqlite3) is compiled with headers of Node that have a fault (nodejs/node#65446).',
    todo: 'use Node 22, for example `nvm install 22`, and try again.',
  })
}
