'use client'

/** Stored attempts that cannot be read any more: what is lost with them and what is not. */
import { useAttemptCheck } from '@/components/data/queries'
import { count, counted } from '@/components/format/figures'
import { Notice } from '@/components/ui/notice'
import type { DamagedBatch } from '@/lib/core/history/stored-attempts'
import type { MissingOperations } from '@/lib/core/trace/missing-operations'
import type { RunReport } from '@/lib/core/summary/report'

/** More damaged batches than this are only counted. */
const MOST_NAMED = 5

/** At the top of a run's page: as it is known, until the check that the page asks for has looked at everything. */
export function RunDamage({ report }: { report: RunReport }) {
  const { data } = useAttemptCheck(report)
  return <DamageNotice damaged={data?.damaged ?? report.damagedBatches} trials={report.trials.length} />
}

/** @param trials of the run that have ended */
export function DamageNotice({ damaged, trials }: { damaged: readonly DamagedBatch[]; trials: number }) {
  if (damaged.length === 0) return null
  const more = damaged.length - MOST_NAMED
  const affected = new Set(damaged.map(({ trialIndex }) => trialIndex)).size
  return (
    <Notice
      tone="bad"
      title={`${counted(rowsOf(damaged), 'stored attempt')} cannot be read any more: ${counted(damaged.length, 'batch', 'batches')} in ${counted(affected, 'trial')} of ${count(trials)}`}
    >
      Nothing else is lost: all figures on this page were made when the trials ended and still hold, and all
      other attempts can be listed and exported. Disks and copies damage files: if there is a backup of the
      database, put it back.
      <ul>
        {damaged.slice(0, MOST_NAMED).map(({ trialIndex, sequence, offset, rows }) => (
          <li key={`${trialIndex}/${sequence}`}>
            Trial {trialIndex + 1}, batch {sequence + 1}: attempts {count(offset + 1)} to{' '}
            {count(offset + rows)}
          </li>
        ))}
        {more > 0 ? <li>and {count(more)} more</li> : null}
      </ul>
    </Notice>
  )
}

/**
 * Beside a list or a picture that was made from the rest.
 * @param missing of a list of operations: how many of them are not there
 */
export function MissingAttempts({
  damaged,
  missing = null,
}: {
  damaged: readonly DamagedBatch[]
  missing?: MissingOperations | null
}) {
  if (damaged.length === 0) return null
  return (
    <Notice tone="unsure" title={`${counted(rowsOf(damaged), 'attempt')} of this trial cannot be read`}>
      {missing
        ? `${count(missing.operations)} of ${counted(missing.of, 'operation')} ${missing.operations === 1 ? 'is' : 'are'} missing here; others may show fewer attempts than they had.`
        : 'Operations they belong to are missing here, or show fewer attempts than they had.'}{' '}
      The figures of the trial hold.
    </Notice>
  )
}

function rowsOf(damaged: readonly DamagedBatch[]): number {
  return damaged.reduce((sum, { rows }) => sum + rows, 0)
}
