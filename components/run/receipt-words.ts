/** Receipts in words and figures. */
import { number } from '@/components/format/figures'
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import { countReceipts, type ReceiptVerdict } from '@/lib/core/fault/receipt-verdict'

export const RECEIPT_LOOKS = {
  within: { tone: 'good', sign: '✓', words: 'within' },
  beyond: { tone: 'bad', sign: '✕', words: 'beyond' },
  unknown: { tone: 'unsure', sign: '?', words: 'unknown' },
  informs: { tone: 'calm', sign: 'i', words: 'informs' },
} as const satisfies Record<ReceiptVerdict, unknown>

/** "receipts: 34 of 36 within tolerance, 1 beyond, 1 unknown"; null where no trial has a receipt. */
export function receiptSummary(trials: Parameters<typeof countReceipts>[0]): string | null {
  const { within, beyond, unknown, all } = countReceipts(trials)
  if (all === 0) return null
  const rest = [...(beyond > 0 ? [`${beyond} beyond`] : []), ...(unknown > 0 ? [`${unknown} unknown`] : [])]
  return [`receipts: ${within} of ${all} within tolerance`, ...rest].join(', ')
}

/** "25 %", "108.9 ms"; a dash for null. */
export function receiptFigure(value: number | null, unit: string): string {
  if (value === null) return '–'
  return unit === '' ? number(value) : `${number(value)} ${unit}`
}

/** "24.1–26.2"; empty where the sample cannot carry an interval. */
export function receiptInterval({ low, high }: Pick<ReceiptLine, 'low' | 'high'>): string {
  return low === null || high === null ? '' : `${number(low)}–${number(high)}`
}
