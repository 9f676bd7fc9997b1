/** Delays before retries against the law of each strategy. */
import { DRAWN_SEQUENCES, type DelayLaw } from '../../strategy/delay-law'
import type { RunReport } from '../../summary/report'
import { count, counted } from '../../words/counts'
import { DELAY_COLUMNS, delayCells } from '../../words/delay-words'
import { delayNumbers, MOST_RETRIES } from '../../summary/delay-figures'
import { delayChart } from '../svg/delay-chart'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { dataTable, figure, paragraph, section } from './parts'

const TITLE = 'Delays before retries'

/** @param laws of the strategies (see delayLawsOf) */
export function delays(
  { arms, spec }: RunReport,
  looks: readonly ChartLook[],
  laws: readonly DelayLaw[],
): Markup {
  const charts = looks.flatMap((look, arm) => {
    const [figures, law] = [arms[arm], laws[arm]]
    const retries = figures?.backoff.timerErrorMs?.count ?? 0
    return figures && law && retries > 0 ? [tag('div', {}, chartOf(look, law, figures, retries))] : []
  })
  if (charts.length === 0)
    return section(TITLE, paragraph('No retry was measured, as nothing failed or no strategy retries.'))
  const asked =
    spec.target.kind === 'http'
      ? ' A delay that Retry-After asked for may lie above the band: it is nominal then.'
      : ''
  return section(
    TITLE,
    paragraph(
      `Band: from the shortest to the longest delay that the strategy may draw, darker from P5 to P95; thick line: its median (of ${DRAWN_SEQUENCES} sequences drawn by its own code); dotted: nominal. Each mark is a drawn delay, the red stalk what the timer added (cut at the top).${asked}`,
    ),
    tag('div', { class: 'pair' }, ...charts),
  )
}

function chartOf(
  look: ChartLook,
  law: DelayLaw,
  { backoff: { points } }: RunReport['arms'][number],
  retries: number,
): Markup {
  const later = points.filter(({ retry }) => retry > MOST_RETRIES).length
  const all = counted(retries, 'retry', 'retries')
  const notes = [
    points.length === retries ? all : `an even sample of ${points.length} of ${all}`,
    ...(later > 0 ? [`${count(later)} of them after the ${MOST_RETRIES}th, not drawn`] : []),
  ].join('; ')
  return tag(
    'div',
    {},
    tag('h3', {}, text(look.label)),
    paragraph(`${notes}.${law.note ? ` ${law.note}` : ''}`),
    figure(
      delayChart(`Delays of ${look.label} by retry`, look, law, points),
      [look],
      numbersOf(look, law, points),
    ),
  )
}

function numbersOf(
  look: ChartLook,
  law: DelayLaw,
  points: RunReport['arms'][number]['backoff']['points'],
): Markup {
  const rows = delayNumbers(law, points).map((row) => [row.retry, ...delayCells(row)].map(text))
  return dataTable(`Numbers: delays of ${look.label}`, ['Retry', ...DELAY_COLUMNS], rows)
}
