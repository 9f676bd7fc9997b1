/** The profile of a trial that was recorded. */
import type { TrialProfile } from '@/lib/core/profile/profile'
import { database, query, type Database } from './database'
import { decodeProfile } from './profile-codec'

/** @returns null when the trial has none: it was not recorded, has not ended, or was never planned */
export async function readProfile(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<TrialProfile | null> {
  const row = await query(db, (prisma) =>
    prisma.trialProfile.findUnique({
      where: { runId_trialIndex: { runId, trialIndex } },
      select: { data: true },
    }),
  )
  return row && decodeProfile(row.data)
}
