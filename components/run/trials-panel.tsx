'use client'

/** Every finished trial, each with its receipt and its ledger: what each figure above can be traced back to. */
import { useState } from 'react'
import { count } from '@/components/format/figures'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import type { RunReport } from '@/lib/core/summary/report'
import { receiptSummary } from './receipt-words'
import { useTrialInAddress } from './tabs/run-tab-state'
import { TrialRow } from './trial-row'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

/** Rows from which the table scrolls by itself under its head. */
const LONG = 20

export function TrialsPanel({ report }: { report: RunReport }) {
  // In the address, so that a link shows the trial that its sender talks about; counted from 1.
  const [open, setOpen] = useTrialInAddress()
  // The one that stood in the address when the page was opened; later ones are opened where they are seen.
  const [sought] = useState(open)
  const suspect = report.trials.filter((trial) => trial.quality === 'suspect').length
  const notes = [
    `${count(report.trials.length)} of ${count(report.totalTrials)} done`,
    ...(suspect > 0 ? [`${count(suspect)} suspect`] : []),
    receiptSummary(report.trials) ?? [],
  ].flat()
  return (
    <Panel title="Receipts and ledgers" explain={<Explain of="receipt" />} note={notes.join(' · ')}>
      {report.trials.length === 0 ? (
        <p className={ui.secondary}>No trial has ended yet.</p>
      ) : (
        <>
          <div
            className={styles.trials}
            data-long={report.trials.length > LONG || undefined}
            tabIndex={0}
            role="region"
            aria-label="Table of trials"
          >
            <table className={`${ui.table} ${styles.asList}`}>
              <thead>
                <tr>
                  <th scope="col">Trial</th>
                  <th scope="col">Fault point</th>
                  <th scope="col" className={ui.figure}>
                    Repetition
                  </th>
                  <th scope="col">
                    Quality <Explain of="quality" />
                  </th>
                  <th scope="col">Receipt</th>
                  <th scope="col">Faults</th>
                  <th scope="col" className={ui.figure}>
                    Window
                  </th>
                  <th scope="col" className={ui.figure}>
                    Gap before
                  </th>
                  <th scope="col" className={ui.figure}>
                    Quiesce <Explain of="quiesce" />
                  </th>
                  <th scope="col" className={ui.figure}>
                    Longest stall <Explain of="stall" />
                  </th>
                </tr>
              </thead>
              <tbody>
                {report.trials.map((trial) => (
                  <TrialRow
                    key={trial.index}
                    trial={trial}
                    report={report}
                    isOpen={open === trial.index + 1}
                    isSought={sought === trial.index + 1}
                    onToggle={(next) => void setOpen(next ? trial.index + 1 : null)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Panel>
  )
}
