import { expect, test } from 'vitest'
import { MAX_TAGS, tagsSchema, versionSchema } from './run-labels'
import { parseSpecText } from './parse-spec'

test('tags come in one spelling, in one order, each once', () => {
  expect(tagsSchema.parse([' Nightly', 'nightly', 'Team:Storage', 'two  words', 'ÉTÉ'])).toEqual([
    'nightly',
    'team:storage',
    'two-words',
    'été',
  ])
})

test.each([['a,b'], [''], ['   '], ['-a'], ['#1'], ['a\nb\u0000'], ['x'.repeat(41)]])(
  '%j is no tag',
  (tag) => {
    expect(tagsSchema.safeParse([tag]).success).toBe(false)
  },
)

test('there may be ten tags; the same one twice counts once', () => {
  const tags = Array.from({ length: MAX_TAGS }, (_, index) => `t${index}`)
  expect(tagsSchema.safeParse([...tags, 'T0']).success).toBe(true)
  expect(tagsSchema.safeParse([...tags, 'more']).success).toBe(false)
})

test('a version is a line of text', () => {
  expect(versionSchema.parse(' 4f2c1a9 (main) ')).toBe('4f2c1a9 (main)')
  for (const text of ['', '  ', 'x'.repeat(81), 'a\nb'])
    expect(versionSchema.safeParse(text).success).toBe(false)
})

test('a spec may carry both; what is wrong with them is named', () => {
  const text = (tags: string) => `name: n\nstrategies: [{ use: constant }]\ntags: ${tags}\nversion: v2`
  const result = parseSpecText(text('[B, a]'))
  expect(result.ok && [result.spec.tags, result.spec.version]).toEqual([['a', 'b'], 'v2'])
  const wrong = parseSpecText(text('["a b", "!"]'))
  expect(wrong.ok ? [] : wrong.problems).toEqual([
    { path: 'tags.1', message: expect.stringContaining('begins with a letter') as string },
  ])
})
