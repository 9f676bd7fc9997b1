/** How far a value is from where it may be. */

export interface Range {
  low: number
  high: number
}

/** 0 inside of the range; above it how much too many, below it (negative) how many are missing. */
export function beyond(value: number, { low, high }: Range): number {
  if (value > high) return value - high
  return value < low ? value - low : 0
}

/** "3 too many", "2 missing". */
export function valueWords(off: number): string {
  return off > 0 ? `${off} too many` : `${-off} missing`
}

/** "1 increment", "2 increments". */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
