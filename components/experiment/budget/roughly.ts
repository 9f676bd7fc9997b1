/** Two significant digits: more would claim to be known. */
export function roughly(value: number): number {
  return value < 10 ? Math.round(value) : Number(value.toPrecision(2))
}
