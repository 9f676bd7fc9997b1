/** Lets one set-up work in a checkout at a time; the next one waits, and a dead owner's lock is taken over. */
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, ownIdentity } from './process-identity.mjs'

/**
 * Waits for the lock, holds it while `work` runs and always gives it back.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (owner: { pid: number }) => void, pollMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { onWait = () => undefined, pollMs = 200 } = {}) {
  mkdirSync(path.dirname(file), { recursive: true })
  const mine = JSON.stringify({ ...ownIdentity(), token: randomUUID() })
  let told = false
  while (!take(file, mine)) {
    const owner = read(file)
    if (owner === null) continue
    if (!isAlive(owner.identity)) {
      removeStale(file, owner.text)
      continue
    }
    if (!told) onWait(owner.identity)
    told = true
    await sleep(pollMs)
  }
  // Also when the process is told to exit in the middle of the work.
  const release = () => {
    if (read(file)?.text === mine) rmSync(file, { force: true })
  }
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

// A link appears with its content at once; a file that is created and then written could be read while empty.
function take(file, text) {
  const draft = `${file}.${process.pid}.${randomUUID()}`
  writeFileSync(draft, text)
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function read(file) {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
  try {
    return { text, identity: JSON.parse(text) }
  } catch {
    // Not ours or damaged: nobody can be alive behind it.
    return { text, identity: { pid: 0, startedAt: null } }
  }
}

// Two processes may find the same dead owner. Moving is atomic; whoever moved a live lock by that puts it back.
function removeStale(file, staleText) {
  const aside = `${file}.${process.pid}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  if (readFileSync(aside, 'utf8') !== staleText) linkSync(aside, file)
  rmSync(aside, { force: true })
}
