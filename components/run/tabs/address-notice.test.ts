import { expect, test } from 'vitest'
import { exampleReport } from '@/lib/core/export/report-fixture'
import { unknownPlaces } from './address-notice'

const nowhere = { tab: null, cell: null, trial: null, operation: null }

test('what a link names and the run does not have is told; what it has is not', () => {
  const report = exampleReport()
  const cells = report.points.length - 1
  expect(unknownPlaces(nowhere, report)).toEqual([])
  expect(
    unknownPlaces({ tab: 'attempts', cell: `${cells}.0`, trial: '1', operation: '1.99' }, report),
  ).toEqual([])
  for (const cell of [`${cells + 1}.0`, '0.99', 'x', ''])
    expect(unknownPlaces({ ...nowhere, cell }, report)).toEqual([
      expect.stringMatching(new RegExp(`^Cell ${cell} is none of `)),
    ])
  expect(unknownPlaces({ ...nowhere, trial: '99' }, report)).toEqual([
    expect.stringMatching(/^Trial 99 is not among those that have ended, \d+ of \d+\.$/),
  ])
  for (const operation of ['99.99', '2.0', '7', 'x'])
    expect(unknownPlaces({ ...nowhere, operation }, report)).toEqual([
      `Operation ${operation} belongs to no strategy of this run: none is opened.`,
    ])
})

test('each of them is told, not the first alone', () => {
  expect(
    unknownPlaces({ ...nowhere, tab: 'nonsense', cell: '99.99' }, exampleReport()).map((words) =>
      words.slice(0, 10),
    ),
  ).toEqual(['“nonsense”', 'Cell 99.99'])
})
