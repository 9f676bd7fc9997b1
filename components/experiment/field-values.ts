/** Values of fields, to be written into a spec and read from one. */
import type { FieldValue, FieldValues } from './draft'

/** Without those that were left empty. */
export function filled(values: FieldValues): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

/** Only what a field can show; registries' params are numbers, words and switches. */
export function fieldValues(values: Record<string, unknown>): FieldValues {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, FieldValue] =>
      ['number', 'string', 'boolean'].includes(typeof entry[1]),
    ),
  )
}
