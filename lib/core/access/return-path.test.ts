import { expect, test } from 'vitest'
import { returnPath, signInPath } from './return-path'

test.each(['/', '/runs', '/runs/abc?tab=figures&cell=1.2#top', '/compare?runs=1,2', '/signing'])(
  'leads back to %s',
  (path) => expect(returnPath(path)).toBe(path),
)

test.each([
  ...[
    'https://evil.example',
    '//evil.example',
    '//evil.example/runs',
    '/\\evil.example',
    '\\\\evil.example',
    '///evil.example',
  ],
  ...['/\t/evil.example', '/\n//evil.example', 'javascript:alert(1)', 'data:text/html,x', 'evil.example'],
  ...[
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    ' //evil.example',
    '',
    null,
    undefined,
  ],
  ...['/sign-in?next=/sign-in', '/api/runs', '/set-up#x', '/invitation'],
])('leads home instead of to %j', (asked) => expect(returnPath(asked)).toBe('/'))

test('the page for signing in is given only a way back that stays here', () => {
  expect(signInPath('/runs?q=a b')).toBe('/sign-in?next=%2Fruns%3Fq%3Da%2520b')
  expect(signInPath('/')).toBe('/sign-in')
  expect(signInPath('//evil.example')).toBe('/sign-in')
})
