/** CSV as RFC 4180 has it: lines end with CR LF, texts stand in quotation marks, numbers are plain, nothing is an empty field. */

export type CsvValue = string | number | null

export interface CsvTable {
  head: readonly string[]
  rows: readonly (readonly CsvValue[])[]
}

/** A whole file. */
export function csvText({ head, rows }: CsvTable): string {
  return [head, ...rows].map(csvLine).join('')
}

export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`
}

/** Always in quotation marks; what a spreadsheet would take for a formula begins with an apostrophe. */
export function csvQuoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

function field(value: CsvValue): string {
  if (typeof value === 'string') return /^[A-Za-z][\w ]*$/.test(value) ? value : csvQuoted(value)
  // Twelve digits are more than any figure carries, and hide what binary fractions add.
  return value !== null && Number.isFinite(value) ? String(Number(value.toPrecision(12))) : ''
}
