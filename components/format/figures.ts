/** How figures are written on every screen. One place, so that the same value never reads differently on two pages. */
import type { Estimate } from '@/lib/core/summary/interval'

const NOTHING = '–'
const MINUS = '−'

/**
 * A share in [0, 1] as percent with sensible digits, without the sign: "99.51", "74.1", "100".
 * "100" stands only for all and "0" only for none; rounding never claims either ("99.9+", "<0.1").
 */
export function percentFigure(share: number, digits = 1): string {
  if (share === 1) return '100'
  if (share === 0) return '0'
  const step = 10 ** -digits
  const text = (share * 100).toFixed(digits)
  if (Number(text) >= 100) return `${(100 - step).toFixed(digits)}+`
  if (Number(text) <= 0) return `<${step.toFixed(digits)}`
  return text
}

/** {@link percentFigure} with its sign; a dash for null. */
export function percent(share: number | null, digits = 1): string {
  return share === null ? NOTHING : `${percentFigure(share, digits)} %`
}

/** Half the width of an interval of shares, in percentage points: "±0.10". */
export function plusMinusPercent(estimate: Estimate): string {
  const half = ((estimate.high - estimate.low) / 2) * 100
  return `±${half.toFixed(half < 0.995 ? 2 : 1)}`
}

/** "98.02–99.10 %": an interval of shares. */
export function percentRange({ low, high }: Estimate, digits = 2): string {
  return `${percentFigure(low, digits)}–${percentFigure(high, digits)} %`
}

/** "1.37×"; a dash for null. */
export function times(value: number | null): string {
  return value === null ? NOTHING : `${value.toFixed(2)}×`
}

/** "±0.02": half the width of an interval of plain numbers. */
export function plusMinus({ low, high }: Estimate, digits = 2): string {
  return `±${((high - low) / 2).toFixed(digits)}`
}

/** Milliseconds as "812 ms", "2,720 ms", "0.42 ms": three significant digits below 100. */
export function milliseconds(value: number | null): string {
  return value === null ? NOTHING : `${number(value)} ms`
}

/** A plain number with thousands separators and about three significant digits; a true minus sign. */
export function number(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2
  const text = size.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return value < 0 && Number(text.replaceAll(',', '')) !== 0 ? `${MINUS}${text}` : text
}

/** A number with its sign always shown: "+12.0", "−3.40", "0". */
export function signed(value: number): string {
  return value > 0 ? `+${number(value)}` : number(value)
}

/** A count with thousands separators. */
export function count(value: number): string {
  return value.toLocaleString('en-GB')
}

/** "1 trial", "8 trials". */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`
}
