/**
 * Reads that saw less than was known before they began: not linearizable (Herlihy & Wing, 1990). Reads of etcd are, unless
 * they are asked to be serializable.
 */
import type { AttemptRecord } from '../../history/attempt'
import { isWrite } from '../../history/attempt'
import { found, UNKNOWN, type CheckedHistory, type Checker } from '../checker'
import { seenReads, type SeenRead } from '../seen-reads'

/** At this time, a revision of the key was known to somebody. */
interface Known {
  atMs: number
  revision: number
}

export const staleReads: Checker = {
  name: 'stale-reads',
  title: 'Stale reads',
  description:
    'Linearizable reads that returned an older revision of their key than one that was acknowledged, or read, before they began.',
  of: 'reads',
  check({ attempts, asked, marksAttempts }) {
    // A library’s answers do not tell revisions.
    const reads = marksAttempts ? seenReads(attempts) : null
    if (!reads) return UNKNOWN
    const known = knownByKey(attempts, asked)
    const cases: string[] = []
    for (const [key, ofKey] of byKey(reads, asked)) {
      const told = (known.get(key) ?? []).sort((a, b) => a.atMs - b.atMs)
      let next = 0
      let newest = 0
      for (const { operation, startMs, revision } of ofKey.sort((a, b) => a.startMs - b.startMs)) {
        for (let at = told[next]; at && at.atMs < startMs; at = told[++next])
          newest = Math.max(newest, at.revision)
        if (revision < newest)
          cases.push(
            `operation ${operation} read revision ${revision} of key ${key}; ${newest} was known before it began`,
          )
      }
    }
    return found(cases, reads.length)
  },
}

function knownByKey(
  attempts: readonly AttemptRecord[],
  asked: CheckedHistory['asked'],
): Map<number, Known[]> {
  const known = new Map<number, Known[]>()
  const note = (key: number, fact: Known) => {
    const ofKey = known.get(key)
    if (ofKey) ofKey.push(fact)
    else known.set(key, [fact])
  }
  for (const { kind, operation, outcome, endMs, revision } of attempts) {
    if (outcome !== 'ok' || revision === undefined) continue
    const { key, also } = asked(operation)
    const fact = { atMs: endMs, revision }
    note(key, fact)
    if (also !== undefined && (isWrite(kind) || kind === 'check')) note(also, fact)
  }
  return known
}

function byKey(reads: readonly SeenRead[], asked: CheckedHistory['asked']): Map<number, SeenRead[]> {
  const sorted = new Map<number, SeenRead[]>()
  for (const read of reads) {
    const { key } = asked(read.operation)
    const ofKey = sorted.get(key) ?? []
    sorted.set(key, ofKey)
    ofKey.push(read)
  }
  return sorted
}
