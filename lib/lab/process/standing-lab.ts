/** The standing lab: outlives the command that started it, until it is taken down. There is one per labs folder. */
import type { Capability } from '@/lib/core/fault/fault'
import { isLeader, LeaderControl } from '../etcd/leader'
import type { LabAddress, LabFailure, LabOwner, LocalLabSettings } from '../lab'
import { LabError } from '../lab-error'
import { describeHolder, lockHolder, takeLock } from '../lab-lock'
import { checkCapabilities, NO_NEEDS, standingCapabilities } from '../lab-capabilities'
import { readPacketFaults } from '../namespace/packet-rules'
import { readClientFaults } from '../toxiproxy/client-links'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { endLab, waitUntilGone } from './end-lab'
import { ownerLock, readLabFile, type LabFile } from './lab-file'
import { takeLocalLabs } from './local-lock'
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
  /** What is set on the members' links right now; null when Toxiproxy or nftables does not tell. */
  faults: { member: string; fault: string }[] | null
}

/**
 * Starts the standing lab and lets it stand; one that stands already is left as it is.
 * @param needs what it is to be able to do, beyond what every lab can
 * @throws LabBusyError while a run measures: it would take the processors from it; LabError when the lab that stands
 *   is of no use or was started for less, or none can be started
 */
export async function startStandingLab(
  settings: LocalLabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability> = NO_NEEDS,
  signal?: AbortSignal,
): Promise<StandingLabStatus & { isNew: boolean }> {
  // Looked for before the lock as well: a run that uses it holds the lock.
  const existing = await existingLab(settings.labsDirectory, needs)
  if (existing) return existing
  const release = takeLocalLabs(settings.labsDirectory, owner)
  try {
    const meanwhile = await existingLab(settings.labsDirectory, needs)
    if (meanwhile) return meanwhile
    const lab = await startLocalLab(settings, owner, needs, signal)
    try {
      await lab.watchdog.request({ type: 'stand' }, 'standing')
    } catch (error) {
      await lab.stop()
      throw error
    }
    lab.watchdog.release()
    const status = await readStandingLab(settings.labsDirectory)
    if (!status) throw new LabError(`The lab ended right after its start. Look into ${lab.directory}.`)
    return { ...status, isNew: true }
  } finally {
    release()
  }
}

async function existingLab(
  labsDirectory: string,
  needs: ReadonlySet<Capability>,
): Promise<(StandingLabStatus & { isNew: boolean }) | null> {
  const existing = await readStandingLab(labsDirectory)
  if (!existing) return null
  if (existing.healthy) {
    checkCapabilities(standingCapabilities(existing.address), needs)
    return { ...existing, isNew: false }
  }
  throw new LabError(
    `A standing lab is there already, but it is not healthy${existing.failure ? `: ${existing.failure.message}` : '.'}\n` +
      `Take it down with "npx retryscope lab down" and start it again; its logs are in ${existing.directory}.`,
  )
}

/** The standing lab; null when there is none. */
export async function readStandingLab(labsDirectory: string): Promise<StandingLabStatus | null> {
  const found = findStandingLab(labsDirectory)
  if (!found) return null
  const { directory, lab } = found
  const processes = [{ name: 'watchdog', process: lab.watchdog }, ...lab.programs].flatMap(
    ({ name, process }) => (process ? [{ name, pid: process.pid, running: isRunning(process) }] : []),
  )
  const control = new LeaderControl(lab.address)
  try {
    const states = await control.states()
    const leader = states.find(isLeader)?.member.name ?? null
    const members = lab.address.members.map(({ name }) => ({
      name,
      healthy: states.some(({ member }) => member.name === name),
      leader: name === leader,
    }))
    const toxiproxy = new ToxiproxyControl(lab.address.toxiproxyUrl)
    const toxiproxyVersion = await toxiproxy.version().catch(() => null)
    const faults = await Promise.all([
      readClientFaults(toxiproxy, lab.address.members),
      readPacketFaults(lab.address),
    ]).then(
      (found) => found.flat(),
      () => null,
    )
    const holder = lockHolder(ownerLock(directory))
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
      faults,
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
  const release = takeLock(ownerLock(found.directory), { kind: 'cli', id: 'lab down' }, 'The standing lab')
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
