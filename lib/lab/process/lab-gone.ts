/** Whether a local lab's folder stands for nothing that runs any more: then no fault can be left in it. */
import path from 'node:path'
import { readLabFile } from './lab-file'
import { isRunning } from './process-identity'

/** True for local labs whose programs have all ended; false for one that runs, and for external labs. */
export function isLocalLabGone(directory: string): boolean {
  if (!path.basename(directory).startsWith('lab-')) return false
  const lab = readLabFile(directory)
  // A folder that was deleted is a lab that was ended; its watchdog ends when it finds its folder gone.
  if (!lab || lab.endedAt) return true
  return ![lab.watchdog, ...lab.programs.flatMap(({ process }) => process ?? [])].some(isRunning)
}
