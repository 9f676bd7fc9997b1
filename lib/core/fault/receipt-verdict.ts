/** What the lines of a receipt say together, and what all receipts of a run say. */
import type { ReceiptLine } from './receipt'

export type ReceiptVerdict = ReceiptLine['verdict']
/** What can be said of a whole receipt: lines that only inform do not count. */
export type JudgedVerdict = Exclude<ReceiptVerdict, 'informs'>

/** beyond when one line is; otherwise unknown when one is; null where nothing is judged. */
export function receiptVerdict(receipt: readonly ReceiptLine[]): JudgedVerdict | null {
  const verdicts = receipt.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'informs')
  if (verdicts.length === 0) return null
  return (['beyond', 'unknown'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'within'
}

/** Trials by what their receipts say; those without a judged line are left out. */
export function countReceipts(
  trials: readonly { receipt: readonly ReceiptLine[] }[],
): Record<JudgedVerdict | 'all', number> {
  const counts = { within: 0, beyond: 0, unknown: 0, all: 0 }
  for (const { receipt } of trials) {
    const verdict = receiptVerdict(receipt)
    if (verdict === null) continue
    counts[verdict] += 1
    counts.all += 1
  }
  return counts
}
