/**
 * Who gets a processor first when there are too few: operations of a run that start late would be measured as slow, while readers of
 * a page only wait a little longer.
 */
import os from 'node:os'

/** As Linux counts: from -20, first, to 19, last. */
export const FIRST = -5
export const LATER = 3

/**
 * Puts a process, and what it starts from now on, before another one: where the system lets nobody be first, the other one yields.
 * @param {{ pid?: number }} first
 * @param {{ pid?: number }} other
 * @param {typeof os.setPriority} setPriority
 */
export function putFirst(first, other, setPriority = os.setPriority) {
  if (!attempt(first, FIRST, setPriority)) attempt(other, LATER, setPriority)
}

/** False where the system does not allow it, or the process has gone: then it goes without. */
function attempt({ pid }, priority, setPriority) {
  // It could not be started at all.
  if (pid === undefined) return true
  try {
    setPriority(pid, priority)
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'ESRCH'].includes(error.info?.code ?? error.code)) return false
    throw error
  }
}
