/** Keeps a note of every product started from this checkout, so that nobody rebuilds what it is serving from. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkoutDir } from './paths.mjs'
import { Problem } from './problem.mjs'
import { isAlive, ownIdentity } from './process-identity.mjs'

const defaultFolder = path.join(checkoutDir, 'running')

/** Notes this process; the note goes when it exits. */
export function noteRunning(folder = defaultFolder) {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${process.pid}.json`)
  writeFileSync(file, JSON.stringify(ownIdentity()))
  process.once('exit', () => rmSync(file, { force: true }))
}

/** Process ids of products that run from this checkout. Notes of dead ones are removed. */
export function runningProducts(folder = defaultFolder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    const identity = readNote(file)
    if (identity && isAlive(identity)) return [identity.pid]
    rmSync(file, { force: true })
    return []
  })
}

/** Refuses a rebuild that would change files under a running product. */
export function refuseWhileRunning(what, folder = defaultFolder) {
  const [pid] = runningProducts(folder).filter((running) => running !== process.pid)
  if (pid === undefined) return
  throw new Problem({
    what: `${what} changed, but Retryscope is running from this folder (process ${pid}).`,
    why: 'a rebuild would replace files that it is using.',
    todo: 'stop it (Ctrl-C in its terminal), then try again.',
  })
}

function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Gone meanwhile, or never written completely: its owner is not alive.
    return null
  }
}
