/** From values to pixels, with round ticks. */

export interface Scale {
  /** A value beyond the ends stands at the end. */
  at(value: number): number
  ticks: number[]
}

/** Steps between ticks, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10]

/** @param most intervals between ticks */
export function linearScale(low: number, high: number, from: number, to: number, most = 5): Scale {
  const top = high > low ? high : low + 1
  const unit = 10 ** Math.floor(Math.log10((top - low) / most))
  const step =
    STEPS.map((factor) => factor * unit).find(
      (size) => Math.ceil(top / size - 1e-9) - Math.floor(low / size + 1e-9) <= most,
    ) ?? 20 * unit
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(top / step - 1e-9))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
  return { ticks, at: between(first * step, last * step, from, to, (value) => value) }
}

/** Whole decades around both ends, which must be above 0. */
export function logScale(low: number, high: number, from: number, to: number): Scale {
  const first = Math.floor(Math.log10(low) + 1e-9)
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number((10 ** (first + index)).toPrecision(12)),
  )
  return { ticks, at: between(first, last, from, to, (value) => (value > 0 ? Math.log10(value) : first)) }
}

function between(
  low: number,
  high: number,
  from: number,
  to: number,
  of: (value: number) => number,
): Scale['at'] {
  return (value) => {
    const share = Math.min(1, Math.max(0, (of(value) - low) / (high - low)))
    return from + share * (to - from)
  }
}
