/** Writes that wait for a database that another program has locked. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError } from '@/lib/db/database-error'
import type { Log } from './log/log'

/** Longer than a backup or a database browser holds a lock; a run is not failed for less. */
export const LOCK_PATIENCE_MS = 15_000
const PAUSE_MS = 200

/**
 * Repeats a write while the database is locked.
 * @throws the last error when the lock lasts longer than the patience, any other error at once
 */
export async function writePatiently<Result>(
  write: () => Promise<Result>,
  log: Pick<Log, 'warn'>,
  patienceMs = LOCK_PATIENCE_MS,
): Promise<Result> {
  const giveUpAt = performance.now() + patienceMs
  for (;;) {
    try {
      return await write()
    } catch (error) {
      const locked = error instanceof DatabaseError && error.problem === 'locked'
      if (!locked || performance.now() > giveUpAt) throw error
      log.warn({ err: error }, 'the database is locked by another program; trying again')
      await sleep(PAUSE_MS)
    }
  }
}
