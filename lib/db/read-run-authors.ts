/** Who queued runs, by the audit log: runs themselves do not keep it. */
import { isOwn, type Reader } from '@/lib/core/review/reader'
import { database, query, type Database } from './database'

export interface RunAuthor {
  name: string
  you: boolean
}

/** By run; those of which the log does not tell are left out. */
export async function readRunAuthors(
  runIds: readonly string[],
  reader: Reader,
  db: Database = database(),
): Promise<Map<string, RunAuthor>> {
  const entries = await query(db, (prisma) =>
    prisma.auditEntry.findMany({
      where: { subjectKind: 'run', subjectId: { in: [...runIds] }, action: 'run.created' },
      select: { subjectId: true, author: true, accountId: true, via: true },
    }),
  )
  return new Map(
    entries.map(({ subjectId, author, accountId, via }) => {
      // A command line has no account either, and is not whoever sits at the browser.
      const you = isOwn(reader, accountId) && (accountId !== null || via === 'solo')
      return [subjectId, { name: author, you }]
    }),
  )
}
