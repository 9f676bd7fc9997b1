/** What the lines of a receipt say together, and what all receipts of a run say. */
import type { ReceiptLine } from './receipt'

/** What can be said of a trial; lines that only inform say nothing of it. */
export type ReceiptVerdict = Exclude<ReceiptLine['verdict'], 'informs'>

/** beyond when one line is; otherwise unknown when one is; null where nothing is judged. */
export function receiptVerdict(receipt: readonly ReceiptLine[]): ReceiptVerdict | null {
  const worstFirst = ['beyond', 'unknown', 'within'] as const
  return worstFirst.find((verdict) => receipt.some((line) => line.verdict === verdict)) ?? null
}

/** Trials by what their receipts say; those without a judged line are left out. */
export function countReceipts(
  trials: readonly { receipt: readonly ReceiptLine[] }[],
): Record<ReceiptVerdict | 'all', number> {
  const counts = { within: 0, beyond: 0, unknown: 0, all: 0 }
  for (const { receipt } of trials) {
    const verdict = receiptVerdict(receipt)
    if (verdict === null) continue
    counts[verdict] += 1
    counts.all += 1
  }
  return counts
}
