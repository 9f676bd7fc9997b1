/** Changes of leader in a trial, and what each cost every strategy. */
import type { LeaderEvent } from '../../summary/leader-impact'
import { count } from '../../words/counts'
import { milliseconds, number } from '../../words/figures'
import { changeWords, recoveryWords } from '../../words/leader-words'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { dataTable, nameOf, paragraph, wordsCell } from './parts'

/** Nothing where there was no change. */
export function leaderChanges(events: readonly LeaderEvent[], looks: readonly ChartLook[]): Markup[] {
  const rows = events.flatMap((event) =>
    event.impacts.map((impact) => {
      const look = looks[impact.arm]
      return [
        text(changeWords(event)),
        wordsCell(look ? nameOf(look) : text(`strategy ${impact.arm + 1}`)),
        text(milliseconds(Math.round(impact.stalledMs))),
        text(count(impact.retries)),
        text(number(impact.retriesInCalm)),
        text(recoveryWords(impact)),
      ]
    }),
  )
  if (rows.length === 0) return []
  const head = ['Leader change', 'Strategy', 'No progress', 'Retries until recovered', 'in calm as long']
  return [
    tag(
      'details',
      {},
      tag('summary', {}, text(`Leader changes (${events.length})`)),
      dataTable('Leader changes', [...head, 'Recovered after'], rows),
      paragraph(
        'No progress: the longest time without a successful attempt that touches the change. Recovered: operations succeed for half a second at 80 % of the rate of calm times, which are those more than 2 s after any change.',
      ),
    ),
  ]
}
