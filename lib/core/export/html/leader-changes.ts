/** Changes of leader in a trial, and what each cost every strategy. */
import type { LeaderEvent, LeaderImpact } from '../../summary/leader-impact'
import { count } from '../../words/counts'
import { milliseconds, number } from '../../words/figures'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { dataTable, nameOf, paragraph, wordsCell } from './parts'

const NOT_RECOVERED = {
  'too-little': 'too little to tell',
  'next-change': 'not before the next change',
  'window-end': 'not before the end',
} as const

/** "→ m2, stall 86 ms": the new leader, and the longest that any strategy had no success around the change. */
export function stallWords({ to, impacts }: Pick<LeaderEvent, 'to' | 'impacts'>): string {
  const stall = Math.max(0, ...impacts.map(({ stalledMs }) => stalledMs))
  return `→ m${to + 1}${impacts.length > 0 ? `, stall ${milliseconds(Math.round(stall))}` : ''}`
}

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

/** "705 ms"; "not before the end"; of trials that were stored before the reason was kept: "not known". */
function recoveryWords({ recoveryMs, unrecovered }: LeaderImpact): string {
  if (recoveryMs !== null) return milliseconds(Math.round(recoveryMs))
  return unrecovered ? NOT_RECOVERED[unrecovered] : 'not known'
}

/** "m1 → m3, begun at 4.10 s, seen at 4.21 s, no leader known for 102 ms". */
function changeWords({ from, to, startMs, seenMs, leaderlessMs }: LeaderEvent): string {
  const members = `${from === null ? '?' : `m${from + 1}`} → m${to + 1}`
  const begun = startMs < seenMs ? `begun at ${seconds(startMs)}, ` : ''
  const gap = leaderlessMs > 0 ? `, no leader known for ${milliseconds(Math.round(leaderlessMs))}` : ''
  return `${members}, ${begun}seen at ${seconds(seenMs)}${gap}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}
