/** Tags and a version on the command line stand beside those in the spec. */
import { expect, test } from 'vitest'
import { checkSpec } from '@/lib/core/experiment/spec'
import { CommandError, EXIT } from './exit-code'
import { withLabels } from './run-labels'

function spec(more: object) {
  const result = checkSpec({ name: 'n', strategies: [{ use: 'constant' }], ...more })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}

test('tags are added to those of the spec, a version takes its place', () => {
  const given = spec({ tags: ['nightly'], version: 'v1' })
  expect(withLabels(given, { tag: ['Slow', 'nightly'], versionOf: ' v2 ' })).toEqual({
    ...given,
    ...{ tags: ['nightly', 'slow'], version: 'v2' },
  })
  expect(withLabels(given, { tag: [] })).toEqual(given)
})

test.each([
  [{ tag: ['a,b'] }, /^--tag a,b: a tag begins with/],
  [{ tag: Array.from({ length: 11 }, (_, index) => `t${index}`) }, /may have at most 10 entries/],
  [{ tag: [], versionOf: '' }, /^--version-of : must not be empty/],
  [{ tag: [], versionOf: 'x'.repeat(81) }, /may have at most 80 characters/],
])('what cannot be taken is refused as a wrong usage: %o', (options, message) => {
  let thrown: unknown
  try {
    withLabels(spec({}), options)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(CommandError)
  expect(thrown).toMatchObject({ exitCode: EXIT.usage, message: expect.stringMatching(message) as string })
})
