import { describe, expect, it } from 'vitest'
import { runViewOf } from '../export/view'
import { readCellAddress } from './cell-address'

describe('the cell of an address', () => {
  it('is a fault point and a strategy', () => {
    expect(readCellAddress('12.3')).toEqual({ pointIndex: 12, arm: 3 })
    expect(runViewOf(new URLSearchParams('cell=12.3')).cell).toEqual({ pointIndex: 12, arm: 3 })
  })

  it.each(['', '12', '1.2.3', '-1.2', '1.100', '1000000.1', 'a.b', ' 1.2'])('is none in %j', (text) => {
    expect(readCellAddress(text)).toBeNull()
    expect(runViewOf(new URLSearchParams({ cell: text })).cell).toBeNull()
  })
})
