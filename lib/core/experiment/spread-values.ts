/** Values spread from one end to another, for an axis of the fault matrix: evenly, or each so many times the one before. */

export const SPACINGS = ['linear', 'geometric'] as const
export type Spacing = (typeof SPACINGS)[number]

/** More values of one axis would not be told apart. */
export const MAX_SPREAD = 200

export interface Spread {
  from: number
  to: number
  /** How many values, both ends included. */
  count: number
  spacing: Spacing
}

/** The values, ascending, both ends as they were given; or what is wrong, for people. */
export function spreadValues({ from, to, count, spacing }: Spread): number[] | { problem: string } {
  if (![from, to, count].every(Number.isFinite)) return { problem: 'from, to and how many must be numbers' }
  if (to <= from) return { problem: '"to" must be above "from"' }
  if (!Number.isInteger(count) || count < 2 || count > MAX_SPREAD)
    return { problem: `make 2 to ${MAX_SPREAD} values` }
  if (spacing === 'geometric' && from <= 0)
    return { problem: 'a geometric range begins above 0; add 0 as a value of its own' }
  const at = (index: number) => {
    if (index === 0) return from
    if (index === count - 1) return to
    const share = index / (count - 1)
    return readable(spacing === 'linear' ? from + (to - from) * share : from * (to / from) ** share)
  }
  const values = Array.from({ length: count }, (_, index) => at(index))
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? value))
    ? values
    : { problem: 'the values lie so close together that they read the same; make fewer' }
}

/** Four significant digits: what stands in a chip is what is injected. */
function readable(value: number): number {
  return Number(value.toPrecision(4))
}
