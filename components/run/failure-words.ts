/** Counts by name, for tables: the most frequent first, and nothing that did not happen. */
export function byFrequency(
  counts: Readonly<Partial<Record<string, number>>>,
): { name: string; count: number }[] {
  return Object.entries(counts)
    .flatMap(([name, count = 0]) => (count > 0 ? [{ name, count }] : []))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}

/** Why operations ended that did not succeed; one that was deferred is told of elsewhere. */
export function unsuccessfulStops(
  stops: Readonly<Partial<Record<string, number>>>,
): { name: string; count: number }[] {
  return byFrequency(stops).filter(({ name }) => name !== 'succeeded' && name !== 'deferred')
}
