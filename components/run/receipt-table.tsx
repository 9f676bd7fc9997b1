/** The receipt of a trial: what was asked of its faults against what was measured, and by what evidence. */
import { Badge } from '@/components/ui/state-badge'
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import { RECEIPT_LOOKS, receiptFigure, receiptInterval } from './receipt-words'
import styles from './run.module.css'
import trials from './trials.module.css'
import ui from '@/components/ui/ui.module.css'

export function ReceiptTable({ receipt }: { receipt: readonly ReceiptLine[] }) {
  return (
    <table className={`${ui.table} ${styles.asList}`} aria-label="Receipt">
      <thead>
        <tr>
          <th scope="col">Measured</th>
          <th scope="col" className={ui.figure}>
            Requested
          </th>
          <th scope="col" className={ui.figure}>
            Measured, 95 % interval
          </th>
          <th scope="col" className={ui.figure}>
            Tolerance
          </th>
          <th scope="col">Verdict</th>
          <th scope="col">Evidence</th>
        </tr>
      </thead>
      <tbody>
        {receipt.map((line) => (
          <ReceiptRow key={line.measure} line={line} />
        ))}
      </tbody>
    </table>
  )
}

function ReceiptRow({ line }: { line: ReceiptLine }) {
  const { title, unit, requested, measured, tolerance, verdict, evidence } = line
  const { words, ...look } = RECEIPT_LOOKS[verdict]
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className={ui.figure} data-label="Requested">
        {receiptFigure(requested, unit)}
      </td>
      <td className={ui.figure} data-label="Measured">
        <span>
          {receiptFigure(measured, unit)} <span className={styles.soft}>{receiptInterval(line)}</span>
        </span>
      </td>
      <td className={ui.figure} data-label="Tolerance">
        {tolerance === null ? '–' : `± ${receiptFigure(tolerance, unit)}`}
      </td>
      <td data-label="Verdict">
        {line.verdict === 'informs' ? (
          <span className={styles.soft}>informs</span>
        ) : (
          <Badge {...look}>{words}</Badge>
        )}
      </td>
      <td data-label="Evidence" className={trials.evidence}>
        {evidence}
      </td>
    </tr>
  )
}
