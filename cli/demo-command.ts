/** `retryscope demo`: queues the demo experiment, so that the first page a person sees fills with live data. */
import { DEMO_DESCRIPTION, demoSpec } from '@/lib/core/experiment/demo-spec'
import { environment } from '@/lib/config/environment'
import { createRun, hasRuns } from '@/lib/db/create-run'
import { openDatabase } from '@/lib/db/database'
import { EXIT, type ExitCode } from './exit-code'

/** Queues the demo; with `queueIfFirst` only when the database has no run yet, and else says nothing. */
export async function demoCommand({ queueIfFirst }: { queueIfFirst?: boolean }): Promise<ExitCode> {
  const db = openDatabase(environment().databaseFile)
  try {
    if (queueIfFirst && (await hasRuns(db))) return EXIT.pass
    const spec = demoSpec()
    const run = await createRun({ spec }, db)
    process.stdout.write(
      `Queued the demo experiment as run #${run.number}: ${spec.name}\n${DEMO_DESCRIPTION}\n`,
    )
    return EXIT.pass
  } finally {
    await db.close()
  }
}
