/** Which command a row of keys stands for: one key after the other, as in "g h". */
import type { KeyBinding, KeyCommand } from './registry'

export interface KeyStep {
  /** What is to be done now. */
  command: KeyCommand | null
  /** Keys that begin a longer row; empty = nothing is waited for. */
  pending: readonly string[]
}

/** One key more. @param pending what the step before has left, unless too much time has passed since */
export function stepKeys(bindings: readonly KeyBinding[], pending: readonly string[], key: string): KeyStep {
  const row = [...pending, key]
  const hit = bindings.find(({ sequence }) => sequence.length === row.length && begins(sequence, row))
  if (hit) return { command: hit.command, pending: [] }
  if (bindings.some(({ sequence }) => begins(sequence, row))) return { command: null, pending: row }
  // It did not go on as it began: the key stands for itself.
  return pending.length > 0 ? stepKeys(bindings, [], key) : { command: null, pending: [] }
}

function begins(sequence: readonly string[], row: readonly string[]): boolean {
  return row.every((key, place) => sequence[place] === key)
}
