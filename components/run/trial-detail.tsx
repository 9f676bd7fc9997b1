'use client'

/** What a trial's figures rest on: its receipt, and its ledger as a picture and in figures. */
import { Lanes } from '@/components/lanes/lanes'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import { LedgerTable } from './ledger-table'
import { ledgerLanes } from './ledger-words'
import { ReceiptTable } from './receipt-table'
import { useOpenTrial } from './tabs/run-tab-state'
import styles from './trials.module.css'
import ui from '@/components/ui/ui.module.css'

export function TrialDetail({ trial, report }: { trial: TrialReport; report: RunReport }) {
  const labels = report.spec.strategies.map(({ label }) => label)
  const { receipt, ledger, windowMs } = trial
  const openTrial = useOpenTrial()
  return (
    <div className={styles.detail}>
      <section aria-label={`Receipt of trial ${trial.index + 1}`}>
        <h3>Receipt</h3>
        {receipt.length === 0 ? (
          <p className={ui.secondary}>Nothing was measured apart from the operations in this trial.</p>
        ) : (
          <ReceiptTable receipt={receipt} />
        )}
      </section>
      <section aria-label={`Ledger of trial ${trial.index + 1}`}>
        <h3>Ledger</h3>
        {ledger.length === 0 ? (
          <p className={ui.secondary}>Nothing was to be disturbed in this trial.</p>
        ) : (
          <>
            <Lanes
              label={`Faults of trial ${trial.index + 1}, planned and actual; the table has the figures`}
              picture
              lanes={ledgerLanes(ledger, labels)}
              windowMs={windowMs}
              hint="Dashed: planned. Filled: actual. Hatched: after the fault window, until the last operation has ended."
            />
            <LedgerTable ledger={ledger} labels={labels} />
          </>
        )}
      </section>
      <p className={styles.elsewhere}>
        <button type="button" className={ui.textButton} onClick={() => openTrial('timeline', trial.index)}>
          Timeline of this trial
        </button>
        <button type="button" className={ui.textButton} onClick={() => openTrial('attempts', trial.index)}>
          Its operations and attempts
        </button>
      </p>
    </div>
  )
}
