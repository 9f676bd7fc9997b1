/** What a person types into an axis becomes its values: numbers one by one, several at once, or a range with its step. */

/** A range may make so many chips; more would not be told apart. */
const MAX_CHIPS = 200

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`
const RANGE = new RegExp(
  String.raw`^${NUMBER}\s*(?:\.\.|…|–|-|to)\s*${NUMBER}(?:\s*(?:step|by|/)\s*${NUMBER})?$`,
  'i',
)

/** Chips as they are to stand: ranges are written out and several numbers told apart; what is neither stays as typed. */
export function expandChips(chips: readonly string[]): string[] {
  return [...new Set(chips.flatMap(expandChip))]
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
  return `"${wrong}" makes no values: write a range upwards with its step, such as 0..40 step 5, of at most ${MAX_CHIPS} values`
}

function rangeValues(text: string): string[] | null {
  const [from, to, step] = (RANGE.exec(text) ?? []).slice(1).map((part) => Number(part?.replace(',', '.')))
  if (from === undefined || to === undefined || step === undefined) return null
  if (!(step > 0) || to < from || (to - from) / step >= MAX_CHIPS) return null
  // Without the noise of binary fractions (0.1 + 0.2).
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, index) =>
    String(Number((from + index * step).toPrecision(12))),
  )
}
