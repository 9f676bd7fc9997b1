/** Finds what crashed labs have left, and removes it: processes, data, and logs too old to be of use. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { endLab, waitUntilGone, type EndedLab } from './end-lab'
import { readLabFile, type LabFile } from './lab-file'
import { isRunning } from './process-identity'

/** Logs of this many labs are kept. */
const KEPT_LABS = 20
/** A watchdog whose owner has just died ends its lab by itself within this time. */
const WATCHDOG_GRACE_MS = 3_000
/** A folder without lab.json is a lab that is just being started, or one that never was. */
const UNBORN_AGE_MS = 60_000

/**
 * Ends and removes what labs of dead owners have left below the folder. Labs of living owners and standing labs with
 * a living watchdog are left alone; a process that merely has the number of a former one is never touched.
 * @returns one entry per lab that needed something done
 */
export async function sweepLeftoverLabs(labsDirectory: string): Promise<EndedLab[]> {
  const swept: EndedLab[] = []
  const ended: string[] = []
  for (const directory of labDirectories(labsDirectory)) {
    const lab = readLabFile(directory)
    if (lab ? await isInUse(lab) : isYoung(directory)) continue
    ended.push(directory)
    if (lab?.endedAt) continue
    const done = await endLab(directory)
    if (done.dataRemoved || done.killed.length > 0) swept.push(done)
  }
  // Names begin with the time, so the last ones are the newest.
  for (const directory of ended.sort().slice(0, -KEPT_LABS))
    rmSync(directory, { recursive: true, force: true })
  return swept
}

/** The folders of all labs, oldest first. */
export function labDirectories(labsDirectory: string): string[] {
  let names: string[]
  try {
    names = readdirSync(labsDirectory)
  } catch {
    return [] // No lab was ever started here.
  }
  return names
    .filter((name) => name.startsWith('lab-'))
    .sort()
    .map((name) => path.join(labsDirectory, name))
}

async function isInUse(lab: LabFile): Promise<boolean> {
  if (lab.endedAt) return false
  if (lab.standing) return isRunning(lab.watchdog)
  if (isRunning(lab.ownerProcess)) return true
  await waitUntilGone([lab.watchdog], WATCHDOG_GRACE_MS)
  return false
}

function isYoung(directory: string): boolean {
  try {
    return Date.now() - statSync(directory).mtimeMs < UNBORN_AGE_MS
  } catch {
    return true // Somebody has just removed it.
  }
}
