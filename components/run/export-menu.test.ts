import { expect, it } from 'vitest'
import { comparisonFiles } from './export-menu'

it('offers a comparison to read and as its figures, the baseline first', () => {
  expect(comparisonFiles(['12', 'a b'], 'amplification').map(({ href }) => href)).toEqual([
    '/api/compare/export?runs=12,a%20b&metric=amplification&format=html',
    '/api/compare/export?runs=12,a%20b&metric=amplification&format=csv',
  ])
})
