import { expect, it } from 'vitest'
import { arrivalNumbers, arrivalsCsv } from './arrivals-numbers'

const ARMS = {
  arms: [
    [0, 3, 0, 1_200],
    [0, 0, 0, 2],
  ],
}

it('leaves out steps in which nobody sent anything, and says 0 of who did not', () => {
  expect(arrivalNumbers(ARMS, ['a', 'b']).rows).toEqual([
    { key: '1', name: '10', figures: ['3', '0'] },
    { key: '3', name: '30', figures: ['1,200', '2'] },
  ])
  expect(arrivalsCsv(ARMS, ['a', 'b']).rows).toEqual([
    ['a', 10, 10, 3],
    ['a', 30, 10, 1_200],
    ['b', 10, 10, 0],
    ['b', 30, 10, 2],
  ])
})
