/** Names for what a person adds to a list in the form. */

/** A label that no strategy has yet: "constant delay", "constant delay 2", … */
export function freeLabel(wanted: string, taken: readonly { label: string }[]): string {
  const labels = new Set(taken.map(({ label }) => label))
  if (!labels.has(wanted)) return wanted
  let number = 2
  while (labels.has(`${wanted} ${number}`)) number += 1
  return `${wanted} ${number}`
}

/** A key that no entry has yet. */
export function nextKey(entries: readonly { key: string }[]): string {
  const numbers = entries.map(({ key }) => Number(key.slice(1)) || 0)
  return `k${Math.max(0, ...numbers) + 1}`
}
