/** What the list of operations says where it shows none, or not all. */
import { count, counted } from '@/components/format/figures'
import type { MissingOperations } from '@/lib/core/trace/missing-operations'
import type { OperationFilter } from '@/lib/core/trace/operation-rows'

export const FILTER_WORDS: Record<OperationFilter, string> = {
  all: 'All',
  failed: 'Failed',
  retried: 'Retried',
  'in-doubt': 'In doubt',
}

/** @param total that fit the filter and can be read @param page that was asked for */
export function emptyWords(
  { total, page, pages }: { total: number; page: number; pages: number },
  missing: MissingOperations | null,
): string {
  if (total > 0)
    return `There is no page ${count(page)}: the list has ${counted(pages, 'page')}. “Previous” leads to the last one.`
  return missing && missing.operations > 0
    ? `No operation that can be read is like that; ${count(missing.operations)} of ${counted(missing.of, 'operation')} cannot be read.`
    : 'No operation of this trial is like that.'
}

/** "1–20 of 340", "1–20 of 340 that can be read", "0 operations that can be read"; past the end "340 operations". */
export function rangeWords(
  { first, last, total }: { first: number; last: number; total: number },
  missing: MissingOperations | null,
): string {
  const words =
    first < 1 || first > total
      ? counted(total, 'operation')
      : `${count(first)}–${count(Math.min(total, last))} of ${count(total)}`
  return missing && missing.operations > 0 ? `${words} that can be read` : words
}
