import { expect, it } from 'vitest'
import type { Role, Who } from '@/lib/core/access/access'
import { changePassword } from '@/lib/core/api/subjects/own-account'
import {
  changePerson,
  createInvitation,
  removePerson,
  withdrawInvitation,
} from '@/lib/core/api/subjects/people'
import { decideReview } from '@/lib/core/api/subjects/reviews'
import { createRun } from '@/lib/core/api/subjects/runs'
import { createWebhook } from '@/lib/core/api/subjects/webhooks'
import type { Refusal } from './problem'
import { refuseUnlessAllowed } from './who-may'

const token = (role: Role): Who => ({
  ...{ kind: 'token', id: 't', name: 'nightly', role },
  ...{ accountId: 'a', accountName: 'Eddi' },
})
const account = (role: Role): Who => ({ kind: 'account', id: 'a', name: 'Eddi', role })

it('lets in whoever may', () => {
  for (const who of [{ kind: 'solo' } as const, account('editor'), account('admin')])
    expect(() => refuseUnlessAllowed(who, decideReview)).not.toThrow()
  expect(() => refuseUnlessAllowed(token('editor'), createRun)).not.toThrow()
})

it.each([
  ['a token that decides', token('admin'), decideReview, 'Decisions are made by people who have signed in'],
  ['a token that changes its account', token('admin'), changePassword, 'may not change the account it'],
  [
    'a token that invites',
    token('admin'),
    createInvitation,
    'people who have signed in, not by tokens. Sign in',
  ],
  ['a token that withdraws an invitation', token('admin'), withdrawInvitation, 'not by tokens'],
  ['a token that gives a role', token('admin'), changePerson, 'not by tokens'],
  ['a token that removes an account', token('admin'), removePerson, 'not by tokens'],
  [
    'a token that has less than it takes',
    token('viewer'),
    createRun,
    'this token has the role viewer. Make one with the role editor',
  ],
  [
    'somebody who has less than it takes',
    account('editor'),
    createWebhook,
    'the role admin. Ask an administrator',
  ],
  ['nobody', { kind: 'nobody' } as const, createRun, 'Sign in, or send a token'],
])('tells %s what it takes', (_, who, operation, words) => {
  expect(() => refuseUnlessAllowed(who, operation)).toThrow(words)
})

it('says how to sign in where nobody did, and only there', () => {
  const headersFor = (who: Who) => {
    try {
      refuseUnlessAllowed(who, createWebhook)
    } catch (error) {
      return (error as Refusal).problem.headers
    }
    throw new Error('it was let in')
  }
  expect(headersFor({ kind: 'nobody' })).toEqual({ 'www-authenticate': 'Bearer' })
  for (const who of [account('editor'), token('editor')]) expect(headersFor(who)).toBeUndefined()
})
