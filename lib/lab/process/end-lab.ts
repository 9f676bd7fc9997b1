/** Ends what a dead watchdog has left of a lab. Does nothing to a lab that has ended in order. */
import { existsSync, rmSync } from 'node:fs'
import { removeLink } from '../namespace/lab-network'
import { dataDirectory, readLabFile, writeLabFile } from './lab-file'
import { isRunning, signalProcess, type ProcessIdentity } from './process-identity'

const END_TIMEOUT_MS = 3_000
const POLL_INTERVAL_MS = 20

/** What was done about one lab, for the log. */
export interface EndedLab {
  directory: string
  /** Names of programs that still ran and were killed. */
  killed: string[]
  dataRemoved: boolean
}

/** Kills the lab's programs and does not wait for their end. */
export function killPrograms(directory: string): void {
  for (const { process } of readLabFile(directory)?.programs ?? [])
    if (process) signalProcess(process, 'SIGKILL')
}

/** Kills the lab's watchdog and programs, waits until they are gone, and removes the data. Logs stay. */
export async function endLab(directory: string): Promise<EndedLab> {
  const lab = readLabFile(directory)
  const processes = lab ? [{ name: 'watchdog', process: lab.watchdog }, ...lab.programs] : []
  const killed: string[] = []
  const dying: ProcessIdentity[] = []
  for (const { name, process } of processes)
    if (process && signalProcess(process, 'SIGKILL')) {
      killed.push(name)
      dying.push(process)
    }
  await waitUntilGone(dying, END_TIMEOUT_MS)
  if (lab?.address.namespace) await removeLink(lab.address.namespace.hostInterface)
  const data = dataDirectory(directory)
  const dataRemoved = existsSync(data)
  rmSync(data, { recursive: true, force: true })
  // Read again: a watchdog that was just ending the lab has written to it.
  const latest = readLabFile(directory)
  if (latest && !latest.endedAt) writeLabFile(directory, { ...latest, endedAt: new Date().toISOString() })
  return { directory, killed, dataRemoved }
}

/** Waits until none of the processes runs, but no longer than the limit. */
export async function waitUntilGone(processes: readonly ProcessIdentity[], limitMs: number): Promise<void> {
  const endMs = performance.now() + limitMs
  while (processes.some(isRunning) && performance.now() < endMs)
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS))
}
