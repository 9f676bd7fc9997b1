/** The receipt of a trial: what was asked of its faults against what was measured, and by what evidence. */
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import { ReceiptBadge } from './receipt-badge'
import { receiptFigure, receiptInterval } from './receipt-words'
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
  return (
    <tr>
      <th scope="row">
        {title} <span className={styles.soft}>{unit}</span>
      </th>
      <td className={ui.figure} data-label="Requested">
        {receiptFigure(requested)}
      </td>
      <td className={ui.figure} data-label="Measured">
        <span>
          {receiptFigure(measured)} <span className={styles.soft}>{receiptInterval(line)}</span>
        </span>
      </td>
      <td className={ui.figure} data-label="Tolerance">
        {tolerance === null ? '–' : `± ${receiptFigure(tolerance)}`}
      </td>
      <td data-label="Verdict">
        {verdict === 'informs' ? (
          <span className={styles.soft}>informs</span>
        ) : (
          <ReceiptBadge verdict={verdict} />
        )}
      </td>
      <td data-label="Evidence" className={trials.evidence}>
        {evidence}
      </td>
    </tr>
  )
}
