import { expect, it } from 'vitest'
import { lineSpan } from './yaml-lines'

it.each([
  [1, 'name: A'],
  [2, ''],
  [3, 'seed: 1'],
  // Beyond the text: its last line.
  [9, 'seed: 1'],
])('line %d is %j', (line, words) => {
  const text = 'name: A\n\nseed: 1'
  const { from, to } = lineSpan(text, line)
  expect(text.slice(from, to)).toBe(words)
})
