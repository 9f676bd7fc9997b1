/** How findings write shares. */

/** "12.5 %" */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}
