/** Which runs are compared, as it stands in an address: the first is the baseline. */

/** More at once nobody would read, and each is a whole report. */
export const MAX_COMPARED_RUNS = 5

/** "/compare?runs=a,b". */
export function comparePath(ids: readonly string[]): string {
  return `/compare?runs=${ids.map(encodeURIComponent).join(',')}`
}
