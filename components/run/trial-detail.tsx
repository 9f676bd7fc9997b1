/** What a trial's figures rest on: its receipt, its ledger as a picture and in figures, and its operations. */
import { Lanes } from '@/components/lanes/lanes'
import { strategyLooks } from '@/components/theme/strategy-looks'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import { TrialTimeline } from '@/components/timeline/trial-timeline'
import { LedgerTable } from './ledger-table'
import { ledgerLanes } from './ledger-words'
import { OperationsSection } from './operations/operations-section'
import { ReceiptTable } from './receipt-table'
import { TrialSeries } from './trial-series'
import styles from './trials.module.css'
import ui from '@/components/ui/ui.module.css'

export function TrialDetail({ trial, report }: { trial: TrialReport; report: RunReport }) {
  const labels = report.spec.strategies.map(({ label }) => label)
  const { receipt, ledger, windowMs } = trial
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
      <TrialTimeline trial={trial} report={report} />
      <section aria-label={`Over time in trial ${trial.index + 1}`}>
        <h3>Over time</h3>
        <TrialSeries report={report} trialIndex={trial.index} windowMs={windowMs} />
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
      <section aria-label={`Operations of trial ${trial.index + 1}`}>
        <h3>Operations</h3>
        <OperationsSection
          runId={report.id}
          trial={trial.index}
          looks={strategyLooks(report.spec.strategies)}
          workload={report.spec.workload.kind}
        />
      </section>
    </div>
  )
}
