/** All attempts of a run as one Arrow IPC file, stored batch by stored batch: memory holds one of them at a time. */
import { arrowFile } from './arrow-file'
import { database, type Database } from './database'
import { DatabaseError } from './database-error'
import { checkAttempts } from './read-attempts'
import { readTrialPlaces } from './read-trial-places'
import type { RunLabels } from './read-run-labels'
import { batchesOfRun, readBatch } from './stored-batches'

/**
 * The file, piece by piece. Batches that are damaged are left out and named in the file's metadata (`retryscope.damaged`): they are
 * looked for before anything is written.
 * @throws DatabaseError when a batch is damaged that was not so when the export began: the file is cut then, and not short
 */
export async function* exportArrow(
  { id, number, labels }: RunLabels,
  db: Database = database(),
): AsyncGenerator<Uint8Array> {
  const trials = await readTrialPlaces(id, db)
  const { damaged } = await checkAttempts(id, db)
  const file = arrowFile(
    labels,
    new Map([
      ['retryscope.run', String(number)],
      ['retryscope.damaged', JSON.stringify(damaged.map(({ problem }) => problem))],
    ]),
  )
  for (const place of await batchesOfRun(id, db)) {
    const trial = trials.get(place.trialIndex)
    const isKnown = damaged.some(
      ({ trialIndex, sequence }) => trialIndex === place.trialIndex && sequence === place.sequence,
    )
    // It ended after the export had begun, or is told in the metadata.
    if (!trial || isKnown) continue
    const { columns, damaged: now } = await readBatch(id, place, db)
    if (now) throw new DatabaseError('damaged', now.problem)
    yield* file.add(columns, trial)
  }
  yield* file.end()
}
