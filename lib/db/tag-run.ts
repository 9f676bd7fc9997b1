/** Puts tags on a run, before, while and after it is measured: nothing measured depends on them. */
import { searchText } from '@/lib/core/runs/search-text'
import { database, transaction, type Database } from './database'
import { labelsOf } from './read-run-labels'

/**
 * Gives a run these tags in place of those it has.
 * @param tags as `tagsSchema` (lib/core/experiment/run-labels.ts) has checked them
 * @returns false when there is no such run
 */
export function tagRun(id: string, tags: readonly string[], db: Database = database()): Promise<boolean> {
  return transaction(db, async (tx) => {
    const run = await tx.run.findUnique({
      where: { id },
      select: { number: true, name: true, version: true, spec: true },
    })
    if (!run) return false
    const { name, version } = run
    await tx.runTag.deleteMany({ where: { runId: id } })
    await tx.run.update({
      where: { id },
      data: {
        tags: { create: tags.map((tag) => ({ tag })) },
        searchText: searchText({ name, version, tags, labels: labelsOf(run) }),
      },
      select: { id: true },
    })
    return true
  })
}
