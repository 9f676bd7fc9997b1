/** The locks under which a guard removes what an owner that is gone has left. */
import { setTimeout as sleep } from 'node:timers/promises'
import { LabBusyError } from '../lab-error'
import { lockHolder, takeLock } from '../lab-lock'
import type { GuardedLab } from './guard-protocol'

/** An owner that was killed is still in the process table for a moment. */
const DYING_MS = 2_000
const DYING_POLL_MS = 25

const nothing = () => undefined

/**
 * The lock of the dead owner, or the right to act under it while the owner, alive without a word, keeps it.
 * @returns gives the lock back; 'taken' when another owner has the lab
 */
export async function takeOverLab({
  lockFile,
  lockToken,
  owner,
}: GuardedLab): Promise<(() => void) | 'taken'> {
  const endMs = performance.now() + DYING_MS
  for (;;) {
    try {
      return takeLock(lockFile, { kind: 'watchdog', id: owner.id }, 'The external lab')
    } catch (error) {
      // A full disk has no room for a lock, whoever asks: then nobody else comes between.
      if (!(error instanceof LabBusyError)) return lockHolder(lockFile) ? 'taken' : nothing
    }
    if (lockHolder(lockFile)?.token !== lockToken) return 'taken'
    if (performance.now() > endMs) return nothing
    await sleep(DYING_POLL_MS)
  }
}

/**
 * Each owner has a guard; of those whose owners are gone, one is enough.
 * @returns lets another one take this one's place; null when there is one already
 */
export function becomeTheOnlyGuard({ lockFile, owner }: GuardedLab): (() => void) | null {
  try {
    return takeLock(`${lockFile}.guard`, { kind: 'watchdog', id: owner.id }, 'The removing')
  } catch (error) {
    // Removing twice does no harm.
    return error instanceof LabBusyError ? null : nothing
  }
}
