/** Reads of what never happened: of a write that was reported as failed, or of one that nobody made (Adya’s G1a, 1999). */
import { found, UNKNOWN, type AppliedWrite, type Checker } from '../checker'
import { seenReads } from '../seen-reads'

export const abortedReads: Checker = {
  name: 'aborted-reads',
  title: 'Aborted reads',
  description:
    'Linearizable reads that saw a write whose attempt was reported as failed, or a revision that the target’s own history does not have. Writes in doubt may be seen.',
  of: 'reads',
  check({ attempts, asked, applied, marksAttempts }) {
    const reads = applied && marksAttempts ? seenReads(attempts) : null
    if (!applied || !reads) return UNKNOWN
    const seen = new Set(reads.map(({ revision }) => revision))
    const writesAt = new Map<number, AppliedWrite[]>()
    for (const write of applied)
      if (seen.has(write.revision))
        writesAt.set(write.revision, [...(writesAt.get(write.revision) ?? []), write])
    const failed = new Set<number>()
    for (const attempt of attempts) if (attempt.outcome === 'fail') failed.add(numberOf(attempt))
    const cases = reads.flatMap(({ operation, revision }) => {
      if (revision === 0) return []
      const { key } = asked(operation)
      const wrote = writesAt.get(revision)?.find((write) => write.key === key)
      const saw = `operation ${operation} read revision ${revision} of key ${key}`
      if (!wrote) return [`${saw}, which the history does not have`]
      return failed.has(numberOf(wrote)) ? [`${saw}, which was written by an attempt that failed`] : []
    })
    return found(cases, reads.length)
  },
}

/** One number for operation and attempt: strings would be slow for as many. */
function numberOf({ operation, attempt }: { operation: number; attempt: number }): number {
  return operation * 65_536 + attempt
}
