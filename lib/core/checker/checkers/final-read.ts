/** Whether a last read of the target and the replay of its history tell the same: evidence that contradicts itself is none. */
import { found, UNKNOWN, type AppliedWrite, type Checker, type FinalKey } from '../checker'

export const finalRead: Checker = {
  name: 'final-read',
  title: 'Final read',
  description:
    'Keys of which a last read, around every fault, tells something else than the history: another last change, or another number of changes.',
  of: 'keys',
  check({ applied, finalKeys }) {
    if (!applied || !finalKeys) return UNKNOWN
    const { cases, keys } = disagreements(applied, finalKeys)
    return found(cases, keys)
  },
}

/** Where history and last read contradict each other, in words. */
export function disagreements(
  applied: readonly AppliedWrite[],
  finalKeys: readonly FinalKey[],
): { cases: string[]; keys: number } {
  const replayed = new Map<number, { revision: number; version: number }>()
  for (const { key, revision } of applied) {
    const { version = 0 } = replayed.get(key) ?? {}
    replayed.set(key, { revision, version: version + 1 })
  }
  const read = new Map(finalKeys.map((found) => [found.key, found]))
  const keys = new Set([...replayed.keys(), ...read.keys()])
  const cases = [...keys].flatMap((key) => {
    const [said, seen] = [words(replayed.get(key)), words(read.get(key))]
    return said === seen ? [] : [`key ${key}: the history ends with ${said}, the last read found ${seen}`]
  })
  return { cases, keys: keys.size }
}

function words(state: { revision: number; version: number } | undefined): string {
  return state ? `change ${state.version} at revision ${state.revision}` : 'nothing'
}
