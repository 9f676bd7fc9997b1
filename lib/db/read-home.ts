/** What the first page shows besides the board: what runs now, what waits, also for whoever looks, and what ended last. */
import type { HomeAnswer } from '@/lib/core/runs/home'
import type { Reader } from '@/lib/core/review/reader'
import { database, type Database } from './database'
import { findRuns } from './find-runs'
import { countWaiting } from './list-reviews'

const LAST_RUNS = 8

export async function readHome(reader: Reader, db: Database = database()): Promise<HomeAnswer> {
  const running = await findRuns({ status: 'running', limit: 5 }, db)
  const queued = await findRuns({ status: 'queued', limit: 1 }, db)
  const all = await findRuns({ limit: LAST_RUNS + running.runs.length }, db)
  return {
    running: running.runs,
    queued: queued.total,
    // What runs now stands above already.
    last: all.runs.filter(({ status }) => status !== 'running').slice(0, LAST_RUNS),
    reviewsWaiting: await countWaiting(reader, db),
    total: all.total,
  }
}
