/** For tests: one line of a receipt. */
import type { ReceiptLine } from './receipt'

/** The mean latency as it was asked for, with this evidence. */
export function latencyLine(evidence: string): ReceiptLine {
  return {
    ...{ measure: 'latency-mean', title: 'Latency', unit: 'ms', verdict: 'within', evidence },
    ...{ requested: 5, measured: 5, low: 4, high: 6, tolerance: 2 },
  }
}
