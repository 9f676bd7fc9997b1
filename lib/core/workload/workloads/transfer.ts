/**
 * Transfers: one unit moves from an account to another one. Double-entry: each account has a key of debits and a key of
 * credits, and a transfer writes one of each in one transaction; etcd's own `version` counts the entries. An account stands at
 * credits − debits. After Jepsen's bank workload.
 */
import { z } from 'zod'
import { creditKey, debitKey } from '../../history/account-keys'
import { defineWorkload, shareOf } from '../workload'

export const transfer = defineWorkload({
  kind: 'transfer',
  title: 'Transfers',
  description:
    'One unit from an account to another, a debit and a credit in one transaction, and linearizable gets of an account’s credits.',
  shows: 'money that was moved twice or not at all, and a total that does not stay the same',
  write: 'transfer',
  params: z.strictObject({
    transferShare: shareOf('Share of transfers', 0.8, '1 = only transfers, 0 = only linearizable gets.'),
    accounts: z.int().min(2).max(100_000).default(10).meta({
      title: 'Accounts',
      unit: 'per arm',
      description: 'All begin at 0 and may go below. Both accounts of a transfer are drawn uniformly.',
    }),
  }),
  draw({ transferShare, accounts }, random) {
    const isTransfer = random.next() < transferShare
    const from = Math.floor(random.next() * accounts)
    const to = (from + 1 + Math.floor(random.next() * (accounts - 1))) % accounts
    return isTransfer
      ? { kind: 'put', key: debitKey(from), also: creditKey(to) }
      : { kind: 'get', key: creditKey(from) }
  },
})
