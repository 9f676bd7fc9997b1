/** What the command line changes, each with its entry in the audit log. */
import { runSubject } from '@/lib/core/audit/actions'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { COMMAND_LINE, writeAudit } from '@/lib/db/audit-log'
import { createRun, type CreatedRun } from '@/lib/db/create-run'
import { asUnit, type Database } from '@/lib/db/database'
import { readRunName } from '@/lib/db/read-run-labels'
import { requestCancel } from '@/lib/db/request-cancel'
import { resumeRun as takeUpAgain, type ResumeAnswer } from '@/lib/db/resume-run'

/** Queues a run. */
export function queueRun(spec: ExperimentSpec, db: Database): Promise<CreatedRun> {
  return asUnit(async () => {
    const run = await createRun({ spec }, db)
    const subject = runSubject({ ...run, name: spec.name })
    await writeAudit(COMMAND_LINE, [{ action: 'run.created', subject }], db)
    return run
  }, db)
}

/** Asks a run to stop; one that has ended stays as it is. */
export function cancelRun(id: string, db: Database): Promise<void> {
  return asUnit(async () => {
    const run = await readRunName(id, db)
    if (!run || (await requestCancel(id, db)) === 'not-running') return
    await writeAudit(COMMAND_LINE, [{ action: 'run.cancelled', subject: runSubject(run) }], db)
  }, db)
}

/** Takes a cancelled or failed run up again; any other stays as it is. */
export function resumeRun(id: string, db: Database): Promise<ResumeAnswer> {
  return asUnit(async () => {
    const run = await readRunName(id, db)
    if (!run) return 'no-such-run'
    const answer = await takeUpAgain(id, db)
    if (answer === 'queued')
      await writeAudit(COMMAND_LINE, [{ action: 'run.resumed', subject: runSubject(run) }], db)
    return answer
  }, db)
}
