/** The disk that holds the labs: enough room to start a lab, and what to say when it is full. */
import { mkdirSync, statfsSync } from 'node:fs'
import path from 'node:path'
import type { TargetKind } from '@/lib/core/fault/fault'
import { LabError } from '../lab-error'

const MEMBERS = 3
/** A new etcd member takes two WAL segments of 64 MB (one in use, one in reserve) and 17 MB for its database at once. */
const MEMBER_MB = 2 * 64 + 17
/** Logs, and the first growth of the databases. */
const MARGIN_MB = 15
/** Below this a local lab is not started: a member would end in the middle of it. */
export const FREE_MB_TO_START = MEMBERS * MEMBER_MB + MARGIN_MB

/** What a lab needs room for. */
const NEEDS: Readonly<Record<TargetKind, { freeMb: number; what: string }>> = {
  etcd: { freeMb: FREE_MB_TO_START, what: 'three etcd members need' },
  http: { freeMb: MARGIN_MB, what: 'its logs need' },
}

const BYTES_PER_MB = 1_000_000

/**
 * Makes the folder and looks at the room on its disk, before anything is started.
 * @throws LabError when a lab would not fit
 */
export function checkDiskSpace(labsDirectory: string, target: TargetKind): void {
  const needs = NEEDS[target]
  const freeMb = freeMegabytes(labsDirectory)
  if (freeMb === null || freeMb >= needs.freeMb) return
  throw new LabError(
    `The lab cannot be started: the disk that holds ${labsDirectory} has only ${Math.floor(freeMb)} MB free, ` +
      `and ${needs.what} ${needs.freeMb} MB to start. ${whatToDo()}`,
  )
}

/** "the disk that holds … is full. Free some space …": the second half of a sentence. */
export function describeFullDisk(labDirectory: string): string {
  return `the disk that holds ${path.dirname(labDirectory)} is full. ${whatToDo()}`
}

/** What an operation on files threw, in words for people when the disk is full. */
export function explainDiskError(error: unknown, labsDirectory: string): unknown {
  const isFull =
    error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
  if (!isFull) return error
  return new LabError(`The lab cannot be started: ${describeFullDisk(path.join(labsDirectory, 'lab'))}`, {
    cause: error,
  })
}

function whatToDo(): string {
  return 'Free some space there, or let RETRYSCOPE_DATA_DIR name a folder on another disk, and start the run again.'
}

function freeMegabytes(directory: string): number | null {
  try {
    mkdirSync(directory, { recursive: true })
    const { bavail, bsize, blocks } = statfsSync(directory)
    // Some network and overlay file systems do not tell their size.
    return blocks === 0 ? null : (bavail * bsize) / BYTES_PER_MB
  } catch (error) {
    throw explainDiskError(error, directory)
  }
}
