import { expect, it } from 'vitest'
import { commentTextSchema } from './comment'

it.each([
  ['\u200b', 'a comment says something'],
  [' \u200b\n', 'a comment says something'],
  ['', 'a comment says something'],
  ['a\0b', 'a text cannot hold the character U+0000'],
])('a comment of %j is refused in one sentence', (text, words) => {
  const issues = commentTextSchema.safeParse(text).error?.issues
  expect(issues?.map(({ message }) => message)).toEqual([words])
})

it('a comment stays as it was written, but for spaces around it', () => {
  expect(commentTextSchema.parse(' a\u200bb\n\u{1f44d} ')).toBe('a\u200bb\n\u{1f44d}')
})
