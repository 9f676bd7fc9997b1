/** `retryscope demo`: queues an experiment to begin with, so that the first page a person sees fills with live data. */
import { environment } from '@/lib/config/environment'
import { hasRuns } from '@/lib/db/create-run'
import { openDatabase } from '@/lib/db/database'
import { EXIT, type ExitCode } from './exit-code'
import { queueRun } from './noted-changes'
import { wantedPreset } from './preset-list'

export interface DemoOptions {
  /** Only when the database has no run yet; else nothing is said. */
  queueIfFirst?: boolean
  preset: string
}

/** @throws CommandError when there is no such preset */
export async function demoCommand({ queueIfFirst, preset: wanted }: DemoOptions): Promise<ExitCode> {
  const preset = wantedPreset(wanted)
  const db = openDatabase(environment().databaseFile)
  try {
    if (queueIfFirst && (await hasRuns(db))) return EXIT.pass
    const spec = preset.spec()
    const run = await queueRun(spec, db)
    process.stdout.write(
      `Queued the demo experiment as run #${run.number}: ${spec.name}\n${preset.description}\n`,
    )
    return EXIT.pass
  } finally {
    await db.close()
  }
}
