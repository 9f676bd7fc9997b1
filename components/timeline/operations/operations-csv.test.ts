import { expect, it } from 'vitest'
import { strategyLooks } from '@/components/theme/strategy-looks'
import type { OperationColumns } from '@/lib/core/trace/operation-columns'
import { operationsCsv, operationsCsvTitle } from './operations-csv'
import type { Wanted } from './operation-marks'

/** With outcomes ok, fail, info. */
const columns: OperationColumns = {
  total: 3,
  arm: [0, 1, 0],
  operation: [0, 0, 1],
  startUs: [0, 100_000, 200_500],
  latencyUs: [1_000, 10_000, 900_000],
  outcome: [0, 1, 2],
  attempts: [1, 3, 2],
}
const looks = strategyLooks([
  { use: 'fixed', label: 'fixed' },
  { use: 'full-jitter', label: 'full' },
])

it('a file has the operations that are drawn: of the strategy, and cut down by the filter', () => {
  const rowsOf = (filter: Wanted['filter'], arm: Wanted['arm']) =>
    operationsCsv(columns, { filter, arm }, looks).rows
  expect(rowsOf('all', null)).toHaveLength(3)
  expect(rowsOf('all', 1)).toEqual([['full', 0, 100, 10, 3, 'fail']])
  expect(rowsOf('failed', 0)).toEqual([['fixed', 1, 200.5, 900, 2, 'info']])
  expect(rowsOf('in-doubt', 1)).toEqual([])
})

it('says in its name that it is a sample', () => {
  expect(operationsCsvTitle(columns, 1)).toBe('Operations of trial 2')
  expect(operationsCsvTitle({ ...columns, total: 9_000 }, 1)).toBe(
    'Operations of trial 2, an even sample of 3 of 9,000',
  )
})
