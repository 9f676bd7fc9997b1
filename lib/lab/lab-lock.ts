/** One run owns a lab at a time: a lock file that names its holder, and that the holder's death makes void. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { LabOwner } from './lab'
import { LabBusyError } from './lab-error'
import { labOwnerSchema } from './process/lab-file'
import { isRunning, ownIdentity, processIdentitySchema } from './process/process-identity'

const lockSchema = z.object({
  process: processIdentitySchema,
  owner: labOwnerSchema,
  since: z.string(),
  /** Tells this lock from an earlier one of the same process. */
  token: z.string(),
})
export type LabLock = z.output<typeof lockSchema>

/** Three: a void lock is taken away by somebody else, and somebody else takes the lock, each at the worst moment. */
const MAX_TRIES = 3

/**
 * Takes the lock.
 * @param what names what is locked, for the error's message
 * @returns gives the lock back; safe to call again
 * @throws LabBusyError when a living process holds it
 */
export function takeLock(file: string, owner: LabOwner, what: string): () => void {
  const own: LabLock = {
    process: ownIdentity(),
    owner,
    since: new Date().toISOString(),
    token: randomBytes(8).toString('hex'),
  }
  mkdirSync(path.dirname(file), { recursive: true })
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (createLock(file, own)) return () => releaseLock(file, own)
    removeVoidLock(file)
  }
  const holder = readLock(file)
  throw new LabBusyError(
    `${what} is in use${holder ? ` by ${describeHolder(holder)} since ${holder.since}` : ''}. ` +
      'Wait until it has ended, or cancel it, and try again.',
  )
}

/** The living holder of the lock; null when it is free. */
export function lockHolder(file: string): LabLock | null {
  const lock = readLock(file)
  return lock && isRunning(lock.process) ? lock : null
}

/** True when the lock's holder has died without giving it back. */
export function isAbandoned(file: string): boolean {
  const lock = readLock(file)
  return lock !== null && !isRunning(lock.process)
}

/** "run 12 (process 345)". */
export function describeHolder({ owner, process }: LabLock): string {
  return `${owner.kind} ${owner.id} (process ${process.pid})`
}

/** Creates the file with its content in one step; false when it is there already. */
function createLock(file: string, lock: LabLock): boolean {
  const prepared = `${file}.${lock.token}`
  writeFileSync(prepared, JSON.stringify(lock))
  try {
    linkSync(prepared, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(prepared, { force: true })
  }
}

/** Takes a dead holder's lock away, and only that one: another process may have replaced it in the meantime. */
function removeVoidLock(file: string): void {
  const seen = readLock(file)
  if (seen && isRunning(seen.process)) return
  const aside = `${file}.${randomBytes(8).toString('hex')}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  const taken = readLock(aside)
  if (taken && isRunning(taken.process)) createLock(file, taken)
  rmSync(aside, { force: true })
}

function releaseLock(file: string, own: LabLock): void {
  if (readLock(file)?.token === own.token) rmSync(file, { force: true })
}

function readLock(file: string): LabLock | null {
  try {
    const lock = lockSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return lock.success ? lock.data : null
  } catch {
    return null // Not there, or not a lock.
  }
}
