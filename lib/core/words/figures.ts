/** How figures are written on every screen and in every file. One place, so that the same value never reads differently in two of them. */
import type { Estimate } from '../summary/interval'
import { grouped } from './counts'

const NOTHING = '–'

/** Stands where something was measured, but the sample cannot carry an interval: no estimate is shown without one. */
export const NO_INTERVAL = 'no interval'
/** What that means and what to do. */
export const NO_INTERVAL_WORDS =
  'Too few seconds were measured, or many failures lie in too few of them, to say how seconds differ. Longer trials or more repetitions give an interval.'

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

/** "98.02–99.10 %": an interval of shares. */
export function percentRange(estimate: Estimate, digits = 2): string {
  return `${ends(estimate, (value, more) => percentFigure(value, digits + more))} %`
}

export type RangeUnit = '%' | '×' | 'ms' | ''

/**
 * Both ends of an interval: "98.02–99.10 %", "1.03–1.04×", "306–332 ms". Never a "±": intervals are lopsided, and a
 * symmetric one would reach above 100 %. Ends that would read the same get more digits.
 */
export function range(estimate: Estimate, unit: RangeUnit): string {
  if (unit === '%') return percentRange(estimate)
  if (unit === '×') return `${ends(estimate, (value, more) => value.toFixed(2 + more))}×`
  const text = ends(estimate, (value, more) => (more === 0 ? number(value) : fixed(value, more)))
  return unit === '' ? text : `${text} ${unit}`
}

/** Digits that may be added to tell two ends apart. */
const MORE_DIGITS = 3

/** "low–high"; one figure only where both ends are the same. */
function ends({ low, high }: Estimate, write: (value: number, moreDigits: number) => string): string {
  for (let more = 0; more <= MORE_DIGITS; more += 1) {
    const [from, to] = [write(low, more), write(high, more)]
    if (from !== to) return joined(from, to)
  }
  return write(low, 0)
}

/** A dash between two negative figures could be read as a minus. */
function joined(from: string, to: string): string {
  return from.startsWith(MINUS) || to.startsWith(MINUS) ? `${from} to ${to}` : `${from}–${to}`
}

function fixed(value: number, digits: number): string {
  const text = grouped(Math.abs(value), digits)
  return value < 0 ? `${MINUS}${text}` : text
}

/** "1.37×"; a dash for null. */
export function times(value: number | null): string {
  return value === null ? NOTHING : `${value.toFixed(2)}×`
}

/** Milliseconds as "812 ms", "2,720 ms", "0.42 ms": three significant digits below 100. */
export function milliseconds(value: number | null): string {
  return value === null ? NOTHING : `${number(value)} ms`
}

/** A plain number with thousands separators and about three significant digits; a true minus sign. */
export function number(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2
  const text = grouped(size, digits)
  return value < 0 && !isZero(text) ? `${MINUS}${text}` : text
}

/** A number with its sign always shown: "+12.0", "−3.40", "0"; what is written as nothing has none. */
export function signed(value: number): string {
  const text = number(value)
  return value > 0 && !isZero(text) ? `+${text}` : text
}

function isZero(text: string): boolean {
  return Number(text.replaceAll(',', '')) === 0
}

export type FigureUnit = 'percent' | 'times' | 'ms' | 'per-second' | 'plain'

const RANGE_UNITS: Record<FigureUnit, RangeUnit> = {
  ...{ percent: '%', times: '×', ms: 'ms' },
  ...{ 'per-second': '', plain: '' },
}

/** "98.20 %", "1.04×", "2,720 ms", "99.4/s", "−51". */
export function figureWords(value: number, unit: FigureUnit): string {
  switch (unit) {
    case 'percent':
      return percent(value, 2)
    case 'times':
      return times(value)
    case 'ms':
      return milliseconds(value)
    case 'per-second':
      return `${number(value)}/s`
    case 'plain':
      return number(value)
  }
}

/** The interval alone, as it stands beside {@link figureWords}: "97.10–98.90 %". */
export function intervalWords(estimate: Estimate, unit: FigureUnit): string {
  return range(estimate, RANGE_UNITS[unit])
}

/** "98.20 % (97.10–98.90 %)", "319 ms (306–332 ms)"; a dash for null. */
export function estimateWords(estimate: Estimate | null, unit: FigureUnit): string {
  return estimate === null
    ? NOTHING
    : `${figureWords(estimate.value, unit)} (${intervalWords(estimate, unit)})`
}
