/**
 * One run measures at a time on a machine's labs folder, whichever local lab it uses: two labs of four programs each
 * would take the processors from each other, and neither run could tell.
 */
import path from 'node:path'
import type { LabOwner } from '../lab'
import { takeLock } from '../lab-lock'
import { explainDiskError } from './disk-space'

/**
 * Takes the folder's local labs for the owner, before one is started or adopted.
 * @returns gives them back; safe to call again
 * @throws LabBusyError when somebody else has them
 */
export function takeLocalLabs(labsDirectory: string, owner: LabOwner): () => void {
  try {
    return takeLock(path.join(labsDirectory, 'local.lock'), owner, 'The lab')
  } catch (error) {
    throw explainDiskError(error, labsDirectory)
  }
}
