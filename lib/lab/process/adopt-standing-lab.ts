/** A run's use of the standing lab: exclusive, free of faults at its begin and at its end. */
import type { Capability } from '@/lib/core/fault/fault'
import { fileHeartbeat } from '../guard/file-lease'
import type { Lab, LabFailure, LabOwner } from '../lab'
import { checkCapabilities, notRestarted, standingCapabilities } from '../lab-capabilities'
import { LabError } from '../lab-error'
import { takeLock } from '../lab-lock'
import { checkVersions } from '../lab-versions'
import { clearPacketFaults } from '../namespace/packet-rules'
import { clearClientLinks } from '../toxiproxy/client-links'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { ownerLock, readLabFile, type LabFile } from './lab-file'
import { isRunning } from './process-identity'
import { readStandingLab } from './standing-lab'

/** How often an adopted lab is looked at: its programs are not this process's children. */
const WATCH_INTERVAL_MS = 250

/**
 * Makes the standing lab the owner's until `stop`, free of faults.
 * @returns null when there is no healthy one
 * @throws LabBusyError when another run owns it; LabError when it was not started for what is needed
 */
export async function adoptStandingLab(
  labsDirectory: string,
  owner: LabOwner,
  needs: ReadonlySet<Capability>,
): Promise<Lab | null> {
  const status = await readStandingLab(labsDirectory)
  if (!status?.healthy || status.etcdVersion === null || status.toxiproxyVersion === null) return null
  const { address, directory, etcdVersion, toxiproxyVersion } = status
  checkVersions({ etcdVersion, toxiproxyVersion })
  const capabilities = standingCapabilities(address)
  checkCapabilities(capabilities, needs)
  const release = takeLock(ownerLock(directory), owner, 'The standing lab')
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  // The server is all ours: whatever was set on it by hand goes as well.
  const clear = async () => {
    await clearPacketFaults(address)
    await clearClientLinks(toxiproxy, address.members)
  }
  try {
    // It may have been taken down between the look at it and the lock.
    if (failureOf(readLabFile(directory)) !== null) {
      release()
      return null
    }
    await clear()
  } catch (error) {
    release()
    throw error
  }
  const watch = watchPrograms(directory)
  const heartbeat = fileHeartbeat(directory, () => watch.fail(STOOD_STILL))
  let stopping: Promise<void> | undefined
  const stop = async () => {
    watch.close()
    heartbeat.end()
    try {
      await clear()
    } finally {
      release()
    }
  }
  return {
    address,
    directory,
    etcdVersion,
    toxiproxyVersion,
    capabilities,
    programs: null,
    restartToxiproxy: () => Promise.reject(new LabError(notRestarted(capabilities))),
    underLease: (work) => heartbeat.during(work),
    onFailure: (listener) => watch.onFailure(listener),
    stop: () => (stopping ??= stop()),
  }
}

const STOOD_STILL: LabFailure = {
  program: 'watchdog',
  message:
    'This process stood still for longer than the standing lab’s watchdog waits, which has taken its faults away. ' +
    'Was it stopped, or is the machine overloaded?',
}

interface ProgramWatch {
  onFailure(listener: (failure: LabFailure) => void): void
  /** Something else than a program has spoilt the lab for this run. */
  fail(failure: LabFailure): void
  close(): void
}

function watchPrograms(directory: string): ProgramWatch {
  const listeners: ((failure: LabFailure) => void)[] = []
  let failure: LabFailure | null = null
  const fail = (found: LabFailure) => {
    failure ??= found
    clearInterval(timer)
    for (const listener of listeners.splice(0)) listener(failure)
  }
  const look = () => {
    const found = failureOf(readLabFile(directory))
    if (found) fail(found)
  }
  const timer = setInterval(look, WATCH_INTERVAL_MS)
  timer.unref()
  return {
    onFailure(listener) {
      if (failure) listener(failure)
      else listeners.push(listener)
    },
    fail,
    close: () => clearInterval(timer),
  }
}

function failureOf(lab: LabFile | null): LabFailure | null {
  if (!lab || lab.endedAt) return { program: 'watchdog', message: 'The standing lab was taken down.' }
  if (lab.failure) return lab.failure
  if (isRunning(lab.watchdog)) return null
  return { program: 'watchdog', message: 'The watchdog of the standing lab is gone.' }
}
