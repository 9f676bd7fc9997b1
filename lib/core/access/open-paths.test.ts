import { expect, test } from 'vitest'
import { isClosedPage } from './open-paths'

test('only the doors, and what refuses by itself, are open', () => {
  for (const path of ['/sign-in', '/set-up', '/invitation', '/icon.svg', '/api/runs', '/metrics', '/s/abc'])
    expect(isClosedPage(path), path).toBe(false)
  for (const path of [
    ...['/', '/runs', '/runs/abc', '/people', '/account', '/what-comes-later', '/api-reference', '/share'],
    ...['/sign-in/x', '/sign-in/', '/Sign-in', '/set-up%2F', '/%61pi/runs', '/metricsx', '/embed/abc'],
  ])
    expect(isClosedPage(path), path).toBe(true)
})
