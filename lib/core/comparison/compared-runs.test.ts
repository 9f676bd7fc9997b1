import { expect, it } from 'vitest'
import { namedTwice } from './compared-runs'

it.each([
  ['', null],
  ['a', null],
  ['a b c', null],
  ['a a', 1],
  ['a b c b a', 3],
])('of the runs “%s” the first that is there twice is found', (ids, index) => {
  const runs = ids
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => ({ id }))
  expect(namedTwice(runs)).toBe(index === null ? null : runs[index])
})
