import { expect, it } from 'vitest'
import { commentTextSchema } from './comment'
import { isSeen } from './written'

it.each(['a', ' ?', '日本', 'e\u0301', '\u200bx', '\u{1f44d}', '\u{1f469}\u200d\u{1f467}'])(
  'sees something in %j',
  (text) => expect(isSeen(text)).toBe(true),
)

it.each([
  ...['', ' \n\t', '\u00a0', '\u200b', '\u200d\u2060', '\ufeff', '\u00ad', '\u202e', '\u2800', '\u3164'],
  ...['\u2028', '\u0007', '\ufe0f', '\u{e0041}'],
])('sees nothing in %j', (text) => expect(isSeen(text)).toBe(false))

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
