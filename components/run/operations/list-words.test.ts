import { expect, it } from 'vitest'
import { emptyWords, rangeWords } from './list-words'

const none = { total: 0, page: 1, pages: 1 }
const missing = { attempts: 16_384, operations: 9_000, of: 12_000 }

it('says that operations cannot be read where it would say that there are none', () => {
  expect(emptyWords(none, missing)).toBe(
    'No operation that can be read is like that; 9,000 of 12,000 operations cannot be read.',
  )
  expect(emptyWords(none, null)).toBe('No operation of this trial is like that.')
  expect(emptyWords(none, { ...missing, operations: 0 })).toBe('No operation of this trial is like that.')
  expect(rangeWords({ first: 0, last: 19, total: 0 }, missing)).toBe('0 operations that can be read')
  expect(rangeWords({ first: 21, last: 40, total: 30 }, missing)).toBe('21–30 of 30 that can be read')
  expect(rangeWords({ first: 21, last: 40, total: 30 }, null)).toBe('21–30 of 30')
})

it('says that a page is past the end, and names no operations that are not on it', () => {
  expect(emptyWords({ total: 9_600, page: 99_999, pages: 480 }, null)).toBe(
    'There is no page 99,999: the list has 480 pages. “Previous” leads to the last one.',
  )
  expect(rangeWords({ first: 1_999_961, last: 1_999_980, total: 9_600 }, null)).toBe('9,600 operations')
})
