/** How the audit log calls what was changed. */
import { runSubject, type AuditSubject } from '@/lib/core/audit/actions'
import { readRunName } from '@/lib/db/read-run-labels'
import { noSuchRun } from './problem'

/** The run that is about to be changed, by the name that it has now. */
export async function changedRun(id: string): Promise<AuditSubject> {
  const run = await readRunName(id)
  if (!run) throw noSuchRun()
  return runSubject(run)
}
