'use client'

/** The attempts behind a run's figures: all of them to take away, and whether all of them can still be read. */
import { Button } from '@mantine/core'
import { useAttemptCheck } from '@/components/data/queries'
import { counted } from '@/components/format/figures'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { AttemptCheck } from '@/lib/core/history/stored-attempts'
import type { RunReport } from '@/lib/core/summary/report'
import { DamageNotice } from './damage-notice'
import ui from '@/components/ui/ui.module.css'

export function StoredAttempts({ report }: { report: RunReport }) {
  const { refetch, data, error, isFetching } = useAttemptCheck(report)
  return (
    <>
      <p className={ui.secondary}>
        <a href={`/api/runs/${report.id}/attempts?format=csv`} download>
          All attempts as CSV
        </a>
        , to compute any figure again; a revision is empty where no answer told it.{' '}
        <Button variant="subtle" size="compact-sm" loading={isFetching} onClick={() => void refetch()}>
          Check that all can be read
        </Button>
      </p>
      {/* Its line is there before the words are: nothing below it moves. */}
      <p className={ui.secondary} role="status">
        {data?.damaged.length === 0 ? soundWords(data) : '\u00a0'}
      </p>
      <ErrorNotice error={error} />
      {data ? <DamageNotice damaged={data.damaged} trials={report.trials.length} /> : null}
    </>
  )
}

function soundWords({ attempts, batches, bytes }: AttemptCheck): string {
  const perAttempt = attempts > 0 ? ` (${(bytes / attempts).toFixed(1)} bytes each)` : ''
  return `${counted(attempts, 'attempt')} in ${counted(batches, 'batch', 'batches')}${perAttempt}: all can be read.`
}
