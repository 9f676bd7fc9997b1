import { expect, it } from 'vitest'
import { tag, text } from '../svg/markup'
import { breakable, dataTable, wordsCell } from './parts'

const table = dataTable(
  'Label',
  ['Name', 'Rate', 'Counts', 'Why', 'Mark'],
  [
    [
      text('a'),
      text('98.20 % (97.10–98.90 %)'),
      text('12 / 3 / 0'),
      wordsCell(text('because of it')),
      tag('b', {}),
    ],
  ],
)

it('breaks figures between their parts only', () => {
  expect(table).toContain(
    '<td data-label="Rate" class="figure">98.20\u00a0% <b class="whole">(97.10–98.90\u00a0%)</b></td>',
  )
  expect(table).toContain('<td data-label="Counts" class="figure">12\u00a0/ 3\u00a0/ 0</td>')
  expect(breakable(text('1.2 s [1, 2] → 3 s'))).toBe('1.2\u00a0s [1,\u00a02]\u00a0→ 3\u00a0s')
})

it('lets words and their heads stand on the left, and figures where they are', () => {
  expect(table).toContain('<th scope="col" class="words">Why</th>')
  expect(table).toContain('<td data-label="Why" class="words">because of it</td>')
  expect(table).toContain('<th scope="col">Rate</th>')
  expect(table).toContain('<td data-label="Mark"><b></b></td>')
})
