import { expect, it } from 'vitest'
import { isSeen } from './signs'

it.each(['a', ' ?', '日本', 'e\u0301', '\u200bx', '\u{1f44d}', '\u{1f469}\u200d\u{1f467}'])(
  'sees something in %j',
  (text) => expect(isSeen(text)).toBe(true),
)

it.each([
  ...['', ' \n\t', '\u00a0', '\u200b', '\u200d\u2060', '\ufeff', '\u00ad', '\u202e', '\u2800', '\u3164'],
  ...['\u2028', '\u0007', '\ufe0f', '\u{e0041}'],
])('sees nothing in %j', (text) => expect(isSeen(text)).toBe(false))
