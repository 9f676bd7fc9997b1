/** Database files for tests, and what to fill them with. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { emptyColumns, pushAttempt } from '@/lib/core/history/attempt-columns'
import { checkSpec, type ExperimentSpec, type ExperimentSpecInput } from '@/lib/core/experiment/spec'
import type { TrialReport } from '@/lib/core/summary/report'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { encodeAttempts } from '@/lib/db/attempt-codec'
import type { Claim } from '@/lib/db/claim-run'
import { openDatabase, type Database } from '@/lib/db/database'
import { appendBatch, finishTrial } from '@/lib/db/record-trial'
import { migrate } from '@/scripts/migrate.mjs'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'retryscope-data-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty database in a folder of its own; everything is gone after the test. */
export async function freshDatabase(): Promise<Database> {
  const file = path.join(temporaryFolder(), 'retryscope.db')
  await migrate(file)
  return openedDatabase(file)
}

/** One more connection to a file, closed after the test. */
export function openedDatabase(file: string): Database {
  const db = openDatabase(file)
  cleanups.push(() => db.close())
  return db
}

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

/** A checked spec: two strategies, three trials, unless the input says otherwise. */
export function specOf(input: Partial<ExperimentSpecInput> = {}): ExperimentSpec {
  const result = checkSpec({
    name: 'test',
    strategies: [{ use: 'no-retry' }, { use: 'constant' }],
    matrix: { latencyMs: [0, 10, 20] },
    trialDurationMs: 500,
    ...input,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}

/** A successful operation in one attempt. */
export function attemptOf(operation: number, arm = 0): AttemptRecord {
  const startMs = operation * 10
  return {
    ...{ arm, operation, attempt: 1, kind: 'put', member: operation % 3 },
    ...{
      intendedStartMs: startMs,
      startMs,
      endMs: startMs + 5,
      outcome: 'ok',
      errorClass: 'none',
      loss: 'none',
    },
    ...{ nominalDelayMs: 0, plannedDelayMs: 0, actualDelayMs: 0 },
    ...{ stop: 'succeeded', operationEndMs: startMs + 5 },
  }
}

/** Stores attempts as one batch of a trial. */
export async function storeAttempts(
  db: Database,
  claim: Claim,
  trialIndex: number,
  sequence: number,
  attempts: readonly AttemptRecord[],
): Promise<void> {
  const columns = emptyColumns(attempts.length)
  for (const attempt of attempts) pushAttempt(columns, attempt)
  const batch = { trialIndex, sequence, rows: attempts.length, data: encodeAttempts(columns) }
  await appendBatch(claim, batch, db)
}

/** Finishes a trial with what these attempts amount to. */
export async function storeTrial(
  db: Database,
  claim: Claim,
  index: number,
  attempts: readonly AttemptRecord[] = [attemptOf(0, 0), attemptOf(0, 1)],
): Promise<void> {
  const report: TrialReport = {
    ...{ index, pointIndex: index, repetition: 0, quality: 'good', qualityReasons: [] },
    ...{ startedAt: '2026-01-02T03:04:05.678Z', windowMs: 500, gapMs: null, quiesceMs: 0 },
    ...{ ledger: [], receipt: [], findings: [], longestStallMs: 1 },
  }
  await finishTrial(claim, { report, arms: summariseTrial(attempts, [0, 0]) }, db)
}
