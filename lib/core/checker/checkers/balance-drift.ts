/** Accounts that do not stand where acknowledged transfers put them: money was moved twice, or not at all. */
import { accountOf, signOf } from '../../history/account-keys'
import { MAX_EXAMPLES, UNKNOWN, type Checker } from '../checker'
import { beyond, type Range } from '../drift'
import { expectedWrites } from '../effects-of'

export const balanceDrift: Checker = {
  name: 'balance-drift',
  title: 'Balance drift',
  description:
    'How far the accounts’ final balances lie outside of what was acknowledged, summed up; transfers in doubt may or may not have happened. A transfer that was done twice moves two accounts.',
  of: 'acknowledged transfers',
  only: ['transfer'],
  check(history) {
    if (!history.finalKeys) return UNKNOWN
    const ranges = new Map<number, Range>()
    let entries = 0
    for (const [key, { acknowledged, inDoubt }] of expectedWrites(history)) {
      const { low, high } = ranges.get(accountOf(key)) ?? { low: 0, high: 0 }
      const certain = signOf(key) * acknowledged
      const possible = signOf(key) * (acknowledged + inDoubt)
      ranges.set(accountOf(key), {
        low: low + Math.min(certain, possible),
        high: high + Math.max(certain, possible),
      })
      entries += acknowledged
    }
    const balances = new Map<number, number>()
    for (const { key, version } of history.finalKeys) {
      const account = accountOf(key)
      balances.set(account, (balances.get(account) ?? 0) + signOf(key) * version)
    }
    let count = 0
    const examples: string[] = []
    for (const account of new Set([...ranges.keys(), ...balances.keys()])) {
      const range = ranges.get(account) ?? { low: 0, high: 0 }
      const balance = balances.get(account) ?? 0
      const off = beyond(balance, range)
      count += Math.abs(off)
      if (off !== 0) examples.push(`account ${account} stands at ${balance} instead of ${rangeWords(range)}`)
    }
    return {
      verdict: count === 0 ? 'valid' : 'invalid',
      // Each transfer has two entries.
      ...{ count, outOf: entries / 2, examples: examples.slice(0, MAX_EXAMPLES) },
    }
  },
}

function rangeWords({ low, high }: Range): string {
  return low === high ? String(low) : `between ${low} and ${high}`
}
