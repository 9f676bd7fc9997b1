import { expect, test } from 'vitest'
import { isOwn, mayDelete, readerOf } from './reader'

const account = (id: string, role: 'viewer' | 'editor' | 'admin') =>
  readerOf({ kind: 'account', id, name: id, role })

test('comments are deleted by their author and by administrators, and by nobody who only reads', () => {
  expect(mayDelete(account('ada', 'editor'), 'ada')).toBe(true)
  expect(mayDelete(account('bob', 'editor'), 'ada')).toBe(false)
  expect(mayDelete(account('eve', 'admin'), 'ada')).toBe(true)
  expect(mayDelete(account('ada', 'viewer'), 'ada')).toBe(false)
  expect(mayDelete(readerOf({ kind: 'nobody' }), null)).toBe(false)
})

test('what was written without an account belongs to nobody who has one', () => {
  expect(isOwn(readerOf({ kind: 'solo' }), null)).toBe(true)
  expect(isOwn(readerOf({ kind: 'solo' }), 'ada')).toBe(false)
  expect(isOwn(account('ada', 'admin'), null)).toBe(false)
})

test('a script is whoever it belongs to', () => {
  const who = {
    kind: 'token',
    id: 't',
    name: 'CI',
    role: 'editor',
    accountId: 'ada',
    accountName: 'Ada',
  } as const
  expect(isOwn(readerOf(who), 'ada')).toBe(true)
  expect(isOwn(readerOf(who), 't')).toBe(false)
})
