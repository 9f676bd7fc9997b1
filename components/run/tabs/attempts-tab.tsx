'use client'

/** The operations of a trial with their attempts, down to the waterfall of one; and all attempts to take away. */
import { OperationsSection } from '@/components/run/operations/operations-section'
import { StoredAttempts } from '@/components/run/stored-attempts'
import { OneTrial } from './one-trial'
import type { TabInput } from './run-tabs'

export default function AttemptsTab({ report, looks }: TabInput) {
  return (
    <OneTrial
      title="Attempts"
      note="operations with their attempts; open one for its waterfall"
      report={report}
    >
      {(trial) => (
        <>
          <StoredAttempts report={report} />
          <section aria-label={`Operations of trial ${trial.index + 1}`}>
            <OperationsSection
              key={trial.index}
              runId={report.id}
              trial={trial.index}
              looks={looks}
              workload={report.spec.workload.kind}
            />
          </section>
        </>
      )}
    </OneTrial>
  )
}
