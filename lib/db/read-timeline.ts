/** What happened in a trial over time, per strategy. */
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { database, query, type Database } from './database'

/**
 * The buckets of a finished trial, one list per strategy, in the order of time; empty lists where they were not kept.
 * @returns null when the run has no such finished trial
 */
export function readTimeline(
  runId: string,
  trialIndex: number,
  db: Database = database(),
): Promise<TimeBucket[][] | null> {
  return query(db, async (prisma) => {
    const arms = await prisma.trialArm.findMany({
      where: { runId, trialIndex },
      select: {
        buckets: { omit: { runId: true, trialIndex: true, arm: true }, orderBy: { startMs: 'asc' } },
      },
      orderBy: { arm: 'asc' },
    })
    return arms.length === 0 ? null : arms.map(({ buckets }) => buckets)
  })
}
