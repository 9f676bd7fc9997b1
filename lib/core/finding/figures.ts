/** How findings, and files that tell of them, write figures. */

/** "1,204" */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** "1 attempt", "1,204 attempts". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** "12.5 %" */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}
