/** What a person types into a field of one number: kept as typed until it is one. Pure. */
import type { FieldValue } from './draft'

/** As people write numbers, with a point or a comma. Not what JavaScript takes besides: 0x10, Infinity. */
const WRITTEN = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i
/** One to some, a thousand to others. */
const AMBIGUOUS = /^[+-]?([1-9]\d{0,2}),(\d{3})$/
/** Of what is no number so much is repeated; the field has all of it. */
const SHOWN_CHARACTERS = 40

/** The number that a text stands for; null where it stands for none, or for one of two. */
export function typedNumber(text: string): number | null {
  const written = text.trim()
  if (!WRITTEN.test(written) || AMBIGUOUS.test(written)) return null
  const value = Number(written.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

/** What a draft keeps of a text: its number, '' where it is blank, and otherwise the text itself. */
export function figureOf(text: string): number | string {
  return typedNumber(text) ?? (text.trim() === '' ? '' : text)
}

/** Says of a figure of a draft that it is no number; null where it is one, or empty. */
export function noNumberWords(figure: FieldValue): string | null {
  if (typeof figure !== 'string' || figure.trim() === '' || typedNumber(figure) !== null) return null
  const text = figure.trim()
  const [, one, rest] = AMBIGUOUS.exec(text) ?? []
  if (one !== undefined && rest !== undefined)
    return `“${text}” may mean ${Number(`${one}.${rest}`)} or ${one}${rest}: write it without the comma`
  return `“${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text}” is no number`
}
