/** Why trials are suspect, in a few words: the same reason with other figures counts as one. */
import { counted } from '@/components/format/figures'
import type { TrialReport } from '@/lib/core/summary/report'

/** Reasons shown before the rest is only counted; the table of trials has all of them. */
const SHOWN = 3

/** The commonest reasons, each with one of its figures and how many trials it marked. */
export function commonReasons(trials: readonly Pick<TrialReport, 'qualityReasons'>[]): string[] {
  const kinds = new Map<string, { example: string; marked: Set<object> }>()
  for (const trial of trials)
    for (const reason of trial.qualityReasons) {
      const kind = reason.replace(/\d+(\.\d+)?/g, '#')
      const known = kinds.get(kind) ?? { example: reason, marked: new Set() }
      // Twice in one trial (of two faults, of two windows) is still one trial.
      kinds.set(kind, { ...known, marked: known.marked.add(trial) })
    }
  const sorted = [...kinds.values()].sort((a, b) => b.marked.size - a.marked.size)
  const words = sorted
    .slice(0, SHOWN)
    .map(({ example, marked }) => `${example} (${counted(marked.size, 'trial')})`)
  return sorted.length > SHOWN ? [...words, `${counted(sorted.length - SHOWN, 'more reason')} below`] : words
}
