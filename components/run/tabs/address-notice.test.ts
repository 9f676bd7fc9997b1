import { expect, test } from 'vitest'
import { exampleReport } from '@/lib/core/export/report-fixture'
import { unknownPlaces } from './address-notice'

test('what a link names and the run does not have is told; what it has is not', () => {
  const report = exampleReport()
  const cells = report.points.length - 1
  expect(unknownPlaces({ cell: null, trial: null }, report)).toEqual([])
  expect(unknownPlaces({ cell: `${cells}.0`, trial: '1' }, report)).toEqual([])
  for (const cell of [`${cells + 1}.0`, '0.99', 'x', ''])
    expect(unknownPlaces({ cell, trial: null }, report)).toEqual([
      expect.stringMatching(new RegExp(`^Cell ${cell} is none of `)),
    ])
  expect(unknownPlaces({ cell: null, trial: '99' }, report)).toEqual([
    expect.stringMatching(/^Trial 99 is not among those that have ended, \d+ of \d+\.$/),
  ])
})
