import { expect, test } from 'vitest'
import { pageAccess } from './page-access'

test.each([
  ['anyone', ['/sign-in', '/set-up', '/invitation', '/icon.svg', '/api/runs', '/metrics', '/s/abc/chart/x']],
  ['admin', ['/people', '/audit', '/audit/', '/audit/export', '/%61udit', '/Audit', '/%']],
  [
    'viewer',
    ['/', '/runs', '/runs/people', '/account', '/what-comes-later', '/api-reference', '/share', '/auditx'],
  ],
  // Whatever only looks like an open one is closed.
  ['viewer', ['/sign-in/x', '/sign-in/', '/Sign-in', '/set-up%2F', '/%61pi/runs', '/metricsx']],
])('opening needs %s', (access, paths) => {
  expect(paths.map(pageAccess)).toEqual(paths.map(() => access))
})
