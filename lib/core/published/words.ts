/** Figures and sentences about what is published, the same on every screen and in a terminal. */
import type { Estimate } from '../summary/interval'
import type { Measured, Unit } from './claim'

const SUFFIX: Record<Unit, string> = {
  percent: ' %',
  times: '×',
  ms: ' ms',
  'per-second': '/s',
  'per-minute': '/min',
  count: '',
}
/** From here on milliseconds are written as seconds. */
const SECONDS_FROM_MS = 1_000

/** "31.2 %", "3.10 s", "10.2 ms", "6×". */
export function figureText(value: number, unit: Unit): string {
  const [text, suffix] = parts(value, unit, value)
  return `${text}${suffix}`
}

/** "31.2 % [29.8, 32.6]"; all three in the same unit. */
export function estimateText({ value, low, high }: Estimate, unit: Unit): string {
  const all = [value, low, high].map((one) => parts(one, unit, value))
  const [text = '', lowText = '', highText = ''] = all.map(([digits]) => digits)
  return `${text}${all[0]?.[1] ?? ''} [${lowText}, ${highText}]`
}

/** What was measured; null of what could not be. */
export function measuredText(measured: Measured, unit: Unit): string | null {
  switch (measured.kind) {
    case 'estimate':
      return estimateText(measured.estimate, unit)
    case 'count':
      return `${measured.count.toLocaleString('en-GB')} ${measured.of}`
    case 'occasions': {
      const listed = measured.values.slice(0, MOST_LISTED).map((value) => figureText(value, unit))
      const rest = measured.values.length - listed.length
      return `${listed.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} (${measured.values.length} ${measured.values.length === 1 ? measured.one : measured.many})`
    }
    case 'unknown':
      return measured.value === undefined ? null : `${figureText(measured.value, unit)}, no interval`
  }
}

const MOST_LISTED = 4

/** @param size decides between milliseconds and seconds, so that all figures of an estimate are written alike */
function parts(value: number, unit: Unit, size: number): [text: string, suffix: string] {
  if (unit === 'percent') return [percentText(value), SUFFIX.percent]
  if (unit === 'ms' && Math.abs(size) >= SECONDS_FROM_MS) return [(value / 1_000).toFixed(2), ' s']
  return [plainText(value), SUFFIX[unit]]
}

/** Two digits below 1 % and above 99 %. "100" stands only for all and "0" only for none. */
function percentText(share: number): string {
  if (share === 0 || share === 1) return String(100 * share)
  for (const digits of share < 0.01 || share > 0.99 ? [2, 3] : [1]) {
    const text = (100 * share).toFixed(digits)
    if (Number(text) > 0 && Number(text) < 100) return text
  }
  return share < 0.5 ? '<0.001' : '99.999+'
}

function plainText(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-GB')
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** A warning before verdicts on claims are believed; null where no trial is suspect. */
export function suspectWords({
  trials,
}: {
  trials: readonly { quality: 'good' | 'suspect' }[]
}): string | null {
  const suspect = trials.filter(({ quality }) => quality === 'suspect').length
  if (suspect === 0) return null
  return `${suspect} of ${trials.length} ${trials.length === 1 ? 'trial' : 'trials'} suspect: what came out may be the machine’s doing, and not the strategy’s.`
}
