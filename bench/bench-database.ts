/** A database of its own for a benchmark, with the run that it records. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { checkSpec, type ExperimentSpec, type ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { claimRun, type ClaimedRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import { openDatabase, type Database } from '@/lib/db/database'

export interface BenchDatabase {
  db: Database
  /** Closes it and takes its folder away. */
  remove(): Promise<void>
}

/** An empty database in a temporary folder. */
export function benchDatabase(): BenchDatabase {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-bench-'))
  const file = path.join(folder, 'retryscope.db')
  execFileSync(process.execPath, ['scripts/migrate.mjs', file], { stdio: 'ignore' })
  const db = openDatabase(file)
  return {
    db,
    remove: async () => {
      await db.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** @throws Error when the benchmark's own spec is wrong */
export function benchSpec(input: ExperimentSpecInput): ExperimentSpec {
  const checked = checkSpec(input)
  if (!checked.ok) throw new Error(`the benchmark’s spec is wrong: ${JSON.stringify(checked.problems)}`)
  return checked.spec
}

/** A run of this spec that the benchmark works on. */
export async function claimedRun(spec: ExperimentSpec, db: Database): Promise<ClaimedRun> {
  await createRun({ spec }, db)
  const claim = await claimRun('bench', {}, db)
  if (!claim) throw new Error('the benchmark’s run could not be claimed')
  return claim
}
