/** The data folder before anything relies on it: a folder, writable, with room for what a run needs. */
import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Problem, reasonOf } from './problem.mjs'

const megabyte = 1_000_000

/** Without this much not even the database can grow, and SQLite fails in the middle of whatever it does. */
export const neededBytes = 50 * megabyte

/**
 * Each of the three etcd members sets 2 x 64 MB aside when it starts, for its write-ahead log and for the next piece of
 * it. Measured: 377 MB for a lab; with 300 MB no member started. The rest is for attempts and for members that are
 * written to for long.
 */
export const comfortableBytes = 600 * megabyte

/** Makes the folder when it is missing, for its owner alone: passwords, sessions and secrets of webhooks are in it. */
export function prepareDataFolder(folder) {
  const probe = path.join(folder, `.writable-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(probe, '')
  } catch (error) {
    // Who wants to delete something from a full disk has to get in; starting on one is for checkSpace to refuse.
    if (!isFull(error) || !existsSync(folder)) throw unusable(folder, error)
  }
  rmSync(probe, { force: true })
}

/**
 * Shuts other users of the machine out of what an earlier version left open to them. A folder is shut only where it is
 * Retryscope's: it holds the database by its usual name, and is none that all may write to, such as /tmp.
 * @param {string} file the database; its write-ahead log gets the permissions that it has
 */
export function closeToOthers(file) {
  if (!existsSync(file)) return
  const folder = path.dirname(file)
  for (const [what, mode] of [
    [file, 0o600],
    [`${file}-wal`, 0o600],
    [`${file}-shm`, 0o600],
    ...(path.basename(file) === 'retryscope.db' ? [[folder, 0o700]] : []),
  ])
    takeRights(what, mode)
}

function takeRights(what, mode) {
  try {
    const now = statSync(what).mode
    const isForAll = (now & 0o1000) !== 0
    if ((now & 0o077) !== 0 && !isForAll) chmodSync(what, mode)
  } catch (error) {
    // Whose it is decides who may read it; and there may be no write-ahead log.
    if (!['EPERM', 'ENOENT', 'ENOTSUP', 'EROFS'].includes(error.code)) throw error
  }
}

/**
 * @param {string} folder an existing one
 * @param {(folder: string) => { bavail: number, bsize: number }} [statfs]
 * @returns {string | null} a warning when a run will probably fail
 */
export function checkSpace(folder, statfs = statfsSync) {
  const { bavail, bsize } = statfs(folder)
  const free = bavail * bsize
  const room = `${Math.floor(free / megabyte)} MB free in ${folder}`
  if (free < neededBytes) {
    throw new Problem({
      what: `The disk is full: ${room}.`,
      why: `Retryscope needs ${neededBytes / megabyte} MB to start, and a run about 400 MB while it lasts.`,
      todo: 'free space there, or set RETRYSCOPE_DATA_DIR to a folder on another disk.',
    })
  }
  if (free >= comfortableBytes) return null
  return `! Little disk space: ${room}. A run needs about 400 MB while it lasts (its three etcd members set it aside when they start) and fails when it is not there; free space there, or set RETRYSCOPE_DATA_DIR to a folder on another disk.`
}

function isFull({ code }) {
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function unusable(folder, error) {
  if (error.code === 'EEXIST' || error.code === 'ENOTDIR') {
    return new Problem({
      what: `The data folder ${folder} is not a folder.`,
      why: 'there is a file of that name, or one of the folders above it is a file.',
      todo: 'move the file away, or set RETRYSCOPE_DATA_DIR to a folder.',
    })
  }
  return new Problem({
    what: `The data folder ${folder} cannot be written.`,
    why: `${reasonOf(error) ?? error.message}.`,
    todo: 'make it writable for the user who starts Retryscope, or set RETRYSCOPE_DATA_DIR to another folder.',
  })
}
