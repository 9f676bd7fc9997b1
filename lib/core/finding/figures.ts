/** How findings write figures. */

/** "1,204" */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** "12.5 %" */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}
