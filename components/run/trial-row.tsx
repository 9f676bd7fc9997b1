'use client'

/** One trial as a row; its number opens what stands behind it. */
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import { duration } from '@/components/format/duration'
import { milliseconds } from '@/components/format/figures'
import { Badge } from '@/components/ui/state-badge'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import { receiptVerdict } from '@/lib/core/fault/receipt-verdict'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import { ledgerSummary } from './ledger-state'
import { keepInSight } from './keep-in-sight'
import { ReceiptBadge } from './receipt-badge'
import { TrialDetail } from './trial-detail'
import styles from './run.module.css'
import trials from './trials.module.css'
import ui from '@/components/ui/ui.module.css'

/** Cells of a row, for the one that stands below all of them. */
const COLUMNS = 10

export function TrialRow({
  trial,
  report,
  isOpen,
  isSought,
  onToggle,
}: {
  trial: TrialReport
  report: RunReport
  isOpen: boolean
  /** Somebody has come to see this trial: it is brought into sight. */
  isSought: boolean
  onToggle: (open: boolean) => void
}) {
  const id = useId()
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => (isSought && row.current ? keepInSight(row.current) : undefined), [isSought])
  const point = report.points[trial.pointIndex]
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <>
      <tr ref={row}>
        <th scope="row">
          <button
            type="button"
            className={`${ui.textButton} ${trials.opener}`}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            aria-label={`Trial ${trial.index + 1}: receipt and ledger`}
            onClick={() => onToggle(!isOpen)}
          >
            <Chevron size={14} stroke={2} aria-hidden="true" />
            <span className={trials.word}>Trial</span>
            {trial.index + 1}
          </button>
        </th>
        <td data-label="Fault point">
          {point ? describeFaultPoint(point, report.spec.matrix.loss.mode) : '–'}
        </td>
        <td data-label="Repetition" className={ui.figure}>
          {trial.repetition + 1}
        </td>
        <td data-label="Quality">
          <Quality trial={trial} />
          {trial.profiled ? (
            <div className={styles.soft}>recorded: slower than a trial that is not</div>
          ) : null}
        </td>
        <td data-label="Receipt">
          <Receipt trial={trial} />
        </td>
        <td data-label="Faults">{ledgerSummary(trial.ledger)}</td>
        <td data-label="Window" className={ui.figure}>
          {duration(trial.windowMs)}
        </td>
        <td data-label="Gap before" className={ui.figure}>
          {trial.gapMs === null ? '–' : duration(trial.gapMs)}
        </td>
        <td data-label="Quiesce" className={ui.figure}>
          {duration(trial.quiesceMs)}
        </td>
        <td data-label="Longest stall" className={ui.figure}>
          {milliseconds(trial.longestStallMs)}
        </td>
      </tr>
      {isOpen ? (
        <tr id={id} className={trials.below}>
          <td colSpan={COLUMNS}>
            <TrialDetail trial={trial} report={report} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

function Quality({ trial: { quality, qualityReasons } }: { trial: TrialReport }) {
  if (quality === 'good')
    return (
      <Badge tone="good" sign="✓">
        good
      </Badge>
    )
  return (
    <>
      <Badge tone="unsure" sign="!">
        suspect
      </Badge>
      <div className={styles.soft}>{qualityReasons.join('; ')}</div>
    </>
  )
}

function Receipt({ trial }: { trial: TrialReport }) {
  const verdict = receiptVerdict(trial.receipt)
  if (verdict === null) return '–'
  return <ReceiptBadge verdict={verdict} />
}
