/** What checkers found in the target's own history, strategy by strategy, and what each of them looks for. */
import type { RunReport } from '../../summary/report'
import { checkerWords } from '../../words/checker-words'
import {
  checkersThatLooked,
  checkWords,
  CONSISTENCY_NOTE,
  consistencyWords,
  type CheckWords,
} from '../../words/consistency-words'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { badge, dataTable, nameOf, paragraph, section, wordsCell } from './parts'

/** Nothing where no history was read. */
export function consistency(report: RunReport, looks: readonly ChartLook[]): Markup[] {
  const looked = checkersThatLooked(report.arms)
  if (looked.length === 0) return []
  const rows = looks.flatMap((look, arm) => {
    const figures = report.arms[arm]
    return figures ? [[nameOf(look), ...looked.map((checker) => cellOf(checkWords(checker, figures)))]] : []
  })
  const columns = looked
    .map(checkerWords)
    .map(({ title, formula, words }) =>
      tag('li', {}, tag('strong', {}, text(`${title}: `)), text(`${formula} ${words}`)),
    )
  return [
    section(
      'Consistency',
      paragraph(`By ${CONSISTENCY_NOTE}. ${consistencyWords(report)}`),
      dataTable('Consistency', ['Strategy', ...looked.map(({ title }) => title)], rows),
      tag(
        'details',
        {},
        tag('summary', {}, text('What each column counts')),
        tag('ul', { class: 'sentences' }, ...columns),
      ),
    ),
  ]
}

function cellOf(words: CheckWords | null): Markup {
  if (!words) return wordsCell(text('–'))
  const { look, found, rest } = words
  return wordsCell(
    found === null ? text('–') : badge(look.tone, `${look.sign} ${found}`),
    tag('span', { class: 'under soft' }, text(rest)),
  )
}
