/** What the first page shows besides the board: what runs now, what waits, and what ended last. */
import type { HomeAnswer } from '@/lib/core/runs/home'
import { database, type Database } from './database'
import { findRuns } from './find-runs'

const LAST_RUNS = 8

export async function readHome(db: Database = database()): Promise<HomeAnswer> {
  const running = await findRuns({ status: 'running', limit: 5 }, db)
  const queued = await findRuns({ status: 'queued', limit: 1 }, db)
  const all = await findRuns({ limit: LAST_RUNS + running.runs.length }, db)
  return {
    running: running.runs,
    queued: queued.total,
    // What runs now stands above already.
    last: all.runs.filter(({ status }) => status !== 'running').slice(0, LAST_RUNS),
    total: all.total,
  }
}
