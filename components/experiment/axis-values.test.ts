import { describe, expect, it } from 'vitest'
import { expandChips, rangeProblem } from './axis-values'

describe('what is typed into an axis', () => {
  it.each([
    [['0..40 step 10'], ['0', '10', '20', '30', '40']],
    [['0 to 1 by 0.25'], ['0', '0.25', '0.5', '0.75', '1']],
    [['5–6/0,5'], ['5', '5.5', '6']],
    [['0..0.3 step 0.1'], ['0', '0.1', '0.2', '0.3']],
    [['0..100 in 5'], ['0', '25', '50', '75', '100']],
    [['1 to 1000 in 4 values geometric'], ['1', '10', '100', '1000']],
    [['0 20;50'], ['0', '20', '50']],
    [
      ['5', '0..10 step 5'],
      ['0', '5', '10'],
    ],
    [
      ['100', 'fast', '20', '3'],
      ['3', '20', '100', 'fast'],
    ],
    [['fast'], ['fast']],
    [[' 7 '], ['7']],
  ])('%j becomes %j', (typed, chips) => {
    expect(expandChips(typed)).toEqual(chips)
  })

  it.each([
    '0..40',
    '40..0 step 5',
    '0..40 step 0',
    '0..100000 step 1',
    '0..40 in 1',
    '0..40 in 3 geometric',
    '0..40 every 5',
  ])('keeps %s as typed, and says how a range is written', (typed) => {
    expect(expandChips([typed])).toEqual([typed])
    expect(rangeProblem([typed])).toMatch(/such as 0\.\.40 step 5 or/)
  })

  it('has nothing to say of numbers and words', () => {
    expect(rangeProblem(['0', '5.5', 'fast', '-5'])).toBeNull()
  })
})
