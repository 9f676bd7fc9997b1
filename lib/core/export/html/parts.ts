/** What the sections of an exported file are made of. */
import { markOf, type ChartLook } from '../svg/marks'
import { joined, tag, text, type Markup } from '../svg/markup'

/** @param cells the first one names its row */
export function dataTable(
  label: string,
  head: readonly string[],
  rows: readonly (readonly Markup[])[],
  attributes: { class?: string } = {},
): Markup {
  return tag(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    tag(
      'table',
      attributes,
      tag('thead', {}, tag('tr', {}, ...head.map((name, column) => headCell(name, column, rows)))),
      tag('tbody', {}, ...rows.map((row) => rowOf(row, head))),
    ),
  )
}

/** Over words it stands on the left, as they do. */
function headCell(name: string, column: number, rows: readonly (readonly Markup[])[]): Markup {
  const isWords = rows.some((row) => row[column]?.startsWith(WORDS_CELL))
  return tag('th', { scope: 'col', ...(isWords ? { class: 'words' } : {}) }, text(name))
}

const WORDS_CELL = '<td class="words"'

/** A cell of words, which breaks its lines; its column stands on the left. */
export function wordsCell(...content: readonly Markup[]): Markup {
  return tag('td', { class: 'words' }, ...content)
}

/** Breaks between an estimate and its interval, after a slash or an arrow, and nowhere within a figure. */
export function breakable(written: Markup): Markup {
  return written
    .replaceAll(/(?<![/→]) (?![[(])/g, '\u00a0')
    .replaceAll(RANGE, '<b class="whole">$&</b>') as Markup
}

/** Both ends of an interval: a line may break after the dash between them. */
const RANGE = /\(?(?:&lt;)?[\d.,]+–[\d.,]+[^\s(]*(?:\u00a0(?:%|ms))?\)?/g

/** Each cell carries the name of its column: on a phone a table is a list. */
function rowOf([name, ...cells]: readonly Markup[], head: readonly string[]): Markup {
  const written = cells.map((cell, column) => {
    const label = head[column + 1] ?? ''
    if (isBreakable(cell)) return tag('td', { 'data-label': label, class: 'figure' }, breakable(cell))
    if (!cell.startsWith('<td')) return tag('td', { 'data-label': label }, cell)
    // A cell that is an element already has a class of its own.
    return `<td data-label="${text(label)}"${cell.slice('<td'.length)}` as Markup
  })
  return tag('tr', {}, tag('th', { scope: 'row' }, name ?? text('')), ...written)
}

/** Figures of several parts: "98.20 % (97.10–98.90 %)", "+5.98 points [+4.10 to +7.86]", "12 / 3 / 0". */
function isBreakable(cell: Markup): boolean {
  return !cell.startsWith('<') && / \[| \([−\d]| \/ /.test(cell)
}

export function section(title: string, ...content: readonly Markup[]): Markup {
  return tag('section', {}, tag('h2', {}, text(title)), ...content)
}

export function paragraph(words: string, className = 'soft'): Markup {
  return tag('p', { class: className }, text(words))
}

/** A state in words, on the ground of its tone. */
export function badge(className: string, words: string): Markup {
  return tag('span', { class: `badge ${className}` }, text(words))
}

/** A strategy's mark and label. */
export function nameOf(look: ChartLook): Markup {
  const mark = tag('svg', { width: 12, height: 12, 'aria-hidden': 'true' }, markOf(look, 6, 6, 10))
  return tag('span', { class: 'name' }, mark, text(look.label))
}

export function legend(looks: readonly ChartLook[]): Markup {
  return tag('ul', { class: 'legend' }, ...looks.map((look) => tag('li', {}, nameOf(look))))
}

/** Where a chart is wider than the screen, keys scroll it. */
export function chartBox(chart: Markup): Markup {
  return tag('div', { class: 'chart', tabindex: 0, role: 'group', 'aria-label': 'Chart' }, chart)
}

/** A chart over its legend, its figures behind a switch that needs no script. */
export function figure(chart: Markup, looks: readonly ChartLook[], numbers: Markup): Markup {
  return joined([
    chartBox(chart),
    legend(looks),
    tag('details', {}, tag('summary', {}, text('Numbers')), numbers),
  ])
}
