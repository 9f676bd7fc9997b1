/** Receipts in words and figures. */
import { count, number } from '@/components/format/figures'
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import { countReceipts } from '@/lib/core/fault/receipt-verdict'

/** "receipts: 34 of 36 within tolerance, 1 beyond, 1 unknown"; null where no trial has a receipt. */
export function receiptSummary(trials: Parameters<typeof countReceipts>[0]): string | null {
  const { within, beyond, unknown, all } = countReceipts(trials)
  if (all === 0) return null
  const rest = [
    ...(beyond > 0 ? [`${count(beyond)} beyond`] : []),
    ...(unknown > 0 ? [`${count(unknown)} unknown`] : []),
  ]
  return [`receipts: ${count(within)} of ${count(all)} within tolerance`, ...rest].join(', ')
}

/** A dash for null; the unit stands once, beside the title. */
export function receiptFigure(value: number | null): string {
  return value === null ? '–' : number(value)
}

/** "24.1–26.2"; empty where the sample cannot carry an interval. */
export function receiptInterval({ low, high }: Pick<ReceiptLine, 'low' | 'high'>): string {
  return low === null || high === null ? '' : `${number(low)}–${number(high)}`
}
