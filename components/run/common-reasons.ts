/** Why trials are suspect, in a few words: the same reason with other figures counts as one. */
import { counted } from '@/components/format/figures'
import type { TrialReport } from '@/lib/core/summary/report'

/** The harness's own reasons: the larger the figure, the worse. Of faults, more may be less. */
const GROWS = /\(limit|were shed/
/** "30.1", "−3.40", "1,204". */
const FIGURE = /−?\d+(,\d{3})*(\.\d+)?/g

/** The reasons, the commonest first, each with its worst figure where one is worse, and how many trials it marked. */
export function commonReasons(trials: readonly Pick<TrialReport, 'qualityReasons'>[]): string[] {
  const kinds = new Map<string, { example: string; marked: Set<object> }>()
  for (const trial of trials)
    for (const reason of trial.qualityReasons) {
      const kind = reason.replace(FIGURE, '#')
      const known = kinds.get(kind) ?? { example: reason, marked: new Set() }
      // Twice in one trial (of two faults, of two windows) is still one trial.
      const example = GROWS.test(kind) && figureOf(reason) > figureOf(known.example) ? reason : known.example
      kinds.set(kind, { example, marked: known.marked.add(trial) })
    }
  const commonest = [...kinds.values()].sort((a, b) => b.marked.size - a.marked.size)
  return commonest.map(({ example, marked }) => {
    const worst = marked.size > 1 && GROWS.test(example) ? ', at worst so' : ''
    return `${example} (${counted(marked.size, 'trial')}${worst})`
  })
}

function figureOf(reason: string): number {
  return Number((reason.match(FIGURE)?.[0] ?? '0').replaceAll(',', ''))
}
