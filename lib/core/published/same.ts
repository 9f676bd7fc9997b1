/** Equality of plain values, whatever the order of their keys; what is undefined is as good as not there. */

/** True where both say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isSame(valueOf(a, key), valueOf(b, key)))
}

function valueOf(value: object, key: string): unknown {
  return (value as Record<string, unknown>)[key]
}
