import { expect, test } from 'vitest'
import { auditParameters } from '@/lib/core/audit/entry'
import { accountChoices } from './audit-filters'
import { filterOf, loadAuditAddress, pageOf } from './audit-address'

test('an address asks for what stands in it, and comes out of it again', () => {
  const address = loadAuditAddress(
    new URLSearchParams('action=run.deleted&author=Ada&account=a1&from=2026-01-02&page=3'),
  )
  expect(filterOf(address)).toEqual({
    ...{ action: 'run.deleted', author: 'Ada', account: 'a1', subject: null, from: '2026-01-02', to: null },
  })
  expect(auditParameters(filterOf(address), pageOf(address))).toBe(
    'action=run.deleted&author=Ada&account=a1&from=2026-01-02&page=3',
  )
})

test('what cannot be asked narrows nothing, and the default leaves no trace', () => {
  const address = loadAuditAddress(
    new URLSearchParams('action=run.eaten&from=yesterday&to=2026-13-01&page=-4&subject=+'),
  )
  expect(auditParameters(filterOf(address), pageOf(address))).toBe('')
})

test('accounts that had the same name are told apart', () => {
  const accounts = [
    { id: '22222222-b', name: 'Eddi' },
    { id: '11111111-a', name: 'Ada' },
    { id: '33333333-c', name: 'Eddi' },
  ]
  expect(accountChoices(accounts).map(({ label }) => label)).toEqual([
    ...['Ada', 'Eddi (22222222)', 'Eddi (33333333)'],
  ])
})
