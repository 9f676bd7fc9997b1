/** Deletes a run with all its data. */
import { database, transaction, type Database } from './database'
import { forgetAnswersOnRun } from './kept-answers'

export type DeleteAnswer = 'deleted' | 'running' | 'not-found'

/** Deletes a run, its trials, its attempts, the share links and the kept answers that tell of it. A running one is refused: cancel it first. */
export function deleteRun(id: string, db: Database = database()): Promise<DeleteAnswer> {
  return transaction(db, async (tx) => {
    const run = await tx.run.findUnique({ where: { id }, select: { status: true, experimentId: true } })
    if (!run) return 'not-found'
    if (run.status === 'running') return 'running'
    await forgetAnswersOnRun(id, tx)
    await tx.share.deleteMany({ where: { runs: { some: { runId: id } } } })
    await tx.run.delete({ where: { id }, select: { id: true } })
    await tx.experiment.deleteMany({ where: { id: run.experimentId, runs: { none: {} } } })
    return 'deleted'
  })
}
