/** Where an account's entries are: its debits on an even key, its credits on the odd one after it. */

export function debitKey(account: number): number {
  return 2 * account
}

export function creditKey(account: number): number {
  return 2 * account + 1
}

export function accountOf(key: number): number {
  return Math.floor(key / 2)
}

/** +1 = what is written to the key adds to its account, −1 = it takes away. */
export function signOf(key: number): 1 | -1 {
  return key % 2 === 0 ? -1 : 1
}
