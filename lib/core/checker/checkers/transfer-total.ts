/** Whether the sum of all accounts has ever been another than it began with: a transfer that was not done as a whole. */
import { signOf } from '../../history/account-keys'
import { found, UNKNOWN, type Checker } from '../checker'

export const transferTotal: Checker = {
  name: 'transfer-total',
  title: 'Total',
  description:
    'Changes at which a debit and a credit did not come together, by the target’s own history, and a final total that is not 0.',
  of: 'changes',
  only: ['transfer'],
  check({ applied, finalKeys }) {
    if (!applied || !finalKeys) return UNKNOWN
    const atRevision = new Map<number, number>()
    for (const { key, revision } of applied)
      atRevision.set(revision, (atRevision.get(revision) ?? 0) + signOf(key))
    const halves = [...atRevision].flatMap(([revision, sum]) =>
      sum === 0 ? [] : [`at revision ${revision}, the total changed by ${sum}`],
    )
    const total = finalKeys.reduce((sum, { key, version }) => sum + signOf(key) * version, 0)
    const wrong = total === 0 ? [] : [`in the end, the total is ${total}`]
    return found([...wrong, ...halves], atRevision.size)
  },
}
