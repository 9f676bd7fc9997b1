import { expect, test } from 'vitest'
import { authorOf, mayDo, ROLES, type Access, type Who } from './access'

const as = (role: (typeof ROLES)[number]): Who => ({ kind: 'account', id: 'a', name: 'Ada', role })
const token: Who = {
  ...{ kind: 'token', id: 't', name: 'nightly', role: 'editor' },
  ...{ accountId: 'a', accountName: 'Grace' },
}

test.each<[string, Who, Access[]]>([
  ['nobody', { kind: 'nobody' }, ['anyone']],
  ['a viewer', as('viewer'), ['anyone', 'viewer']],
  ['an editor', as('editor'), ['anyone', 'viewer', 'editor']],
  ['a token for editors', token, ['anyone', 'viewer', 'editor']],
  ['an administrator', as('admin'), ['anyone', 'viewer', 'editor', 'admin']],
  ['the only person', { kind: 'solo' }, ['anyone', 'viewer', 'editor', 'admin']],
])('%s may do what their role allows, and no more', (_, who, allowed) => {
  const all: Access[] = ['anyone', ...ROLES]
  expect(all.filter((access) => mayDo(who, access))).toEqual(allowed)
})

test('what a token does is done by its account, and says which token it was', () => {
  expect(authorOf(token)).toEqual({ accountId: 'a', name: 'Grace (token nightly)' })
  expect(authorOf({ kind: 'solo' })).toEqual({ accountId: null, name: 'owner' })
  expect(() => authorOf({ kind: 'nobody' })).toThrow()
})
