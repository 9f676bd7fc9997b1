/** Why trials are suspect, in a few words: the same reason with other figures counts as one. */
import { counted } from '@/components/format/figures'
import type { TrialReport } from '@/lib/core/summary/report'

/** Reasons shown before the rest is only counted; the table of trials has all of them. */
const SHOWN = 3

/** The commonest reasons, each with one of its figures and how many trials it marked. */
export function commonReasons(trials: readonly Pick<TrialReport, 'qualityReasons'>[]): string[] {
  const kinds = new Map<string, { example: string; trials: number }>()
  for (const { qualityReasons } of trials)
    for (const reason of qualityReasons) {
      const kind = reason.replace(/\d+(\.\d+)?/g, '#')
      const known = kinds.get(kind)
      kinds.set(kind, { example: known?.example ?? reason, trials: (known?.trials ?? 0) + 1 })
    }
  const sorted = [...kinds.values()].sort((a, b) => b.trials - a.trials)
  const words = sorted
    .slice(0, SHOWN)
    .map(({ example, trials: marked }) => `${example} (${counted(marked, 'trial')})`)
  return sorted.length > SHOWN ? [...words, `${counted(sorted.length - SHOWN, 'more reason')} below`] : words
}
