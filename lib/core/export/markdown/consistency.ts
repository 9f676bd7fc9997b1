/** What checkers found in the target's own history, as Markdown. */
import type { RunReport } from '../../summary/report'
import {
  checkersThatLooked,
  checkWords,
  CONSISTENCY_NOTE,
  consistencyWords,
} from '../../words/consistency-words'
import { escaped, table } from './parts'

/** Nothing where no history was read. */
export function consistency(report: RunReport): string[] {
  const { arms, spec } = report
  const looked = checkersThatLooked(arms)
  if (looked.length === 0) return []
  const rows = arms.map((figures, arm) => [
    spec.strategies[arm]?.label ?? '',
    ...looked.map((checker) => {
      const words = checkWords(checker, figures)
      if (!words) return '–'
      const { look, found, rest } = words
      return `${found === null ? '–' : `${look.sign} ${found}`} ${rest}`
    }),
  ])
  return [
    '## Consistency',
    escaped(`By ${CONSISTENCY_NOTE}. ${consistencyWords(report)}`),
    table(['Strategy', ...looked.map(({ title }) => title)], rows),
  ]
}
