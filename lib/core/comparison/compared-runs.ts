/** Which runs are compared, as it stands in an address: the first is the baseline. */

/** More at once nobody would read, and each is a whole report. */
export const MAX_COMPARED_RUNS = 5

/** The first run that is there twice: it may have been named by its id and by its number. Null where each is another one. */
export function namedTwice<Run extends { id: string }>(runs: readonly Run[]): Run | null {
  return runs.find(({ id }, index) => runs.findIndex((one) => one.id === id) < index) ?? null
}

/** "/compare?runs=a,b". */
export function comparePath(ids: readonly string[]): string {
  return `/compare?runs=${ids.map(encodeURIComponent).join(',')}`
}
