/** The standing lab: outlives the command that started it, until it is taken down. There is one per labs folder. */
import path from 'node:path'
import { isLeader, LeaderControl } from '../etcd/leader'
import type { LabAddress, LabFailure, LabOwner, LocalLabSettings } from '../lab'
import { LabError } from '../lab-error'
import { describeHolder, lockHolder, takeLock } from '../lab-lock'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { endLab, waitUntilGone } from './end-lab'
import { readLabFile, type LabFile } from './lab-file'
import { isRunning, signalProcess } from './process-identity'
import { startLocalLab } from './start-local-lab'
import { labDirectories } from './sweep'

const END_TIMEOUT_MS = 5_000

/** A standing lab as it is now. */
export interface StandingLabStatus {
  directory: string
  createdAt: string
  address: LabAddress
  /** The watchdog and every program, with whether it runs. */
  processes: { name: string; pid: number; running: boolean }[]
  members: { name: string; healthy: boolean; leader: boolean }[]
  /** Name of the leader; null when no member says that it leads. */
  leader: string | null
  etcdVersion: string | null
  toxiproxyVersion: string | null
  /** Who uses it right now, for people; null when it is free. */
  usedBy: string | null
  /** Everything runs, every member answers, and there is a leader. */
  healthy: boolean
  failure: LabFailure | null
}

/**
 * Starts the standing lab and lets it stand.
 * @throws LabError when one stands already or it cannot be started
 */
export async function startStandingLab(
  settings: LocalLabSettings,
  owner: LabOwner,
  signal?: AbortSignal,
): Promise<StandingLabStatus> {
  const release = takeLock(
    path.join(settings.labsDirectory, 'standing.lock'),
    owner,
    'The standing lab is just being started and',
  )
  try {
    const existing = findStandingLab(settings.labsDirectory)
    if (existing)
      throw new LabError(
        `A standing lab is there already (${existing.directory}). Use it, or take it down with "npx retryscope lab down".`,
      )
    const lab = await startLocalLab(settings, owner, signal)
    try {
      await lab.watchdog.request({ type: 'stand' }, 'standing')
    } catch (error) {
      await lab.stop()
      throw error
    }
    lab.watchdog.release()
    const status = await readStandingLab(settings.labsDirectory)
    if (!status) throw new LabError(`The lab ended right after its start. Look into ${lab.directory}.`)
    return status
  } finally {
    release()
  }
}

/** The standing lab; null when there is none. */
export async function readStandingLab(labsDirectory: string): Promise<StandingLabStatus | null> {
  const found = findStandingLab(labsDirectory)
  if (!found) return null
  const { directory, lab } = found
  const processes = [{ name: 'watchdog', process: lab.watchdog }, ...lab.programs].flatMap(
    ({ name, process }) => (process ? [{ name, pid: process.pid, running: isRunning(process) }] : []),
  )
  const control = new LeaderControl(lab.address.members)
  try {
    const states = await control.states()
    const leader = states.find(isLeader)?.member.name ?? null
    const members = lab.address.members.map(({ name }) => ({
      name,
      healthy: states.some(({ member }) => member.name === name),
      leader: name === leader,
    }))
    const toxiproxyVersion = await new ToxiproxyControl(lab.address.toxiproxyUrl).version().catch(() => null)
    const holder = lockHolder(lockOf(directory))
    return {
      directory,
      createdAt: lab.createdAt,
      address: lab.address,
      processes,
      members,
      leader,
      etcdVersion: states[0]?.status.version ?? null,
      toxiproxyVersion,
      usedBy: holder && describeHolder(holder),
      healthy:
        leader !== null &&
        toxiproxyVersion !== null &&
        processes.every(({ running }) => running) &&
        members.every(({ healthy }) => healthy),
      failure: lab.failure,
    }
  } finally {
    control.close()
  }
}

/**
 * Takes the standing lab down.
 * @returns whether there was one
 * @throws LabError when a run uses it
 */
export async function stopStandingLab(labsDirectory: string): Promise<boolean> {
  const found = findStandingLab(labsDirectory)
  if (!found) return false
  const release = takeLock(lockOf(found.directory), { kind: 'cli', id: 'lab down' }, 'The standing lab')
  try {
    const { watchdog } = found.lab
    signalProcess(watchdog, 'SIGTERM')
    await waitUntilGone([watchdog], END_TIMEOUT_MS)
    await endLab(found.directory)
    return true
  } finally {
    release()
  }
}

/** Folder and file of the standing lab whose watchdog lives. */
function findStandingLab(labsDirectory: string): { directory: string; lab: LabFile } | null {
  for (const directory of labDirectories(labsDirectory)) {
    const lab = readLabFile(directory)
    if (lab?.standing && !lab.endedAt && isRunning(lab.watchdog)) return { directory, lab }
  }
  return null
}

/** The lock that gives a standing lab to one run. */
export function lockOf(directory: string): string {
  return path.join(directory, 'owner.lock')
}
