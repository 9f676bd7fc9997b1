/** What a person types into an axis becomes its values: numbers one by one, several at once, or a range with its step or number. */
import { MAX_SPREAD, spreadValues } from '@/lib/core/experiment/spread-values'

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`
const RANGE = new RegExp(String.raw`^${NUMBER}\s*(?:\.\.|…|–|-|to)\s*${NUMBER}\s*(\D.*)?$`, 'i')
/** What follows a range: the step, or how many values and how they are spaced. */
const STEP = new RegExp(String.raw`^(?:step|by|/)\s*${NUMBER}$`, 'i')
const COUNT = /^in\s+(\d+)(?:\s+(?:values|steps))?(\s+(?:geometric|geo|log))?$/i

/** Chips as they are to stand, upwards: ranges are written out and several numbers told apart; what is neither stays as typed, at the end. */
export function expandChips(chips: readonly string[]): string[] {
  return [...new Set(chips.flatMap(expandChip))].sort((a, b) => placeOf(a) - placeOf(b) || 0)
}

/** What is no number comes last. */
function placeOf(chip: string): number {
  const value = numberOf(chip)
  return Number.isNaN(value) ? Infinity : value
}

function expandChip(chip: string): string[] {
  const text = chip.trim()
  if (RANGE.test(text)) return rangeValues(text) ?? [text]
  return text.split(/[\s;]+/).filter((part) => part !== '')
}

/** Why a chip that looks like a range is none; null for everything else. */
export function rangeProblem(chips: readonly string[]): string | null {
  const wrong = chips.find((chip) => RANGE.test(chip.trim()))
  if (wrong === undefined) return null
  return `"${wrong}" makes no values: write a range upwards with its step, such as 0..40 step 5 or 1..1000 in 4 geometric (from above 0), of at most ${MAX_SPREAD} values`
}

function rangeValues(text: string): string[] | null {
  const [, first = '', last = '', how = ''] = RANGE.exec(text) ?? []
  const [from, to] = [numberOf(first), numberOf(last)]
  const count = COUNT.exec(how)
  if (count) {
    const spacing = count[2] === undefined ? 'linear' : 'geometric'
    const values = spreadValues({ from, to, count: Number(count[1]), spacing })
    return Array.isArray(values) ? values.map(String) : null
  }
  const step = numberOf(STEP.exec(how)?.[1] ?? '')
  if (!(step > 0) || to < from || (to - from) / step >= MAX_SPREAD) return null
  // Without the noise of binary fractions (0.1 + 0.2).
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, index) =>
    String(Number((from + index * step).toPrecision(12))),
  )
}

function numberOf(text: string): number {
  return text === '' ? NaN : Number(text.replace(',', '.'))
}
