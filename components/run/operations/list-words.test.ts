import { expect, it } from 'vitest'
import { emptyWords, rangeWords } from './list-words'

const missing = { attempts: 16_384, operations: 9_000, of: 12_000 }

it('says that operations cannot be read where it would say that there are none', () => {
  expect(emptyWords(0, missing)).toBe(
    'No operation that can be read is like that; 9,000 of 12,000 operations cannot be read.',
  )
  expect(emptyWords(0, null)).toBe('No operation of this trial is like that.')
  expect(emptyWords(0, { ...missing, operations: 0 })).toBe('No operation of this trial is like that.')
  expect(emptyWords(3, missing)).toBe('The list is not that long.')
  expect(rangeWords({ first: 0, last: 19, total: 0 }, missing)).toBe('0 operations that can be read')
  expect(rangeWords({ first: 21, last: 40, total: 30 }, missing)).toBe('21–30 of 30 that can be read')
  expect(rangeWords({ first: 21, last: 40, total: 30 }, null)).toBe('21–30 of 30')
})
