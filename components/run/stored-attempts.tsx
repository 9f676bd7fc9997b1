'use client'

/** The attempts behind a run's figures: all of them to take away, and whether all of them can still be read. */
import { Button } from '@mantine/core'
import { describeError } from '@/components/data/api'
import { useAttemptCheck } from '@/components/data/queries'
import { count, counted } from '@/components/format/figures'
import { Notice } from '@/components/ui/notice'
import type { AttemptCheck } from '@/lib/core/history/stored-attempts'
import ui from '@/components/ui/ui.module.css'

/** More damaged batches than this are only counted. */
const MOST_NAMED = 10

export function StoredAttempts({ runId }: { runId: string }) {
  const { mutate, data, error, isPending } = useAttemptCheck(runId)
  return (
    <>
      <p className={ui.secondary}>
        <a href={`/api/runs/${runId}/attempts?format=csv`} download>
          All attempts as CSV
        </a>
        , to compute any figure again.{' '}
        <Button variant="subtle" size="compact-sm" loading={isPending} onClick={() => mutate()}>
          Check that all can be read
        </Button>{' '}
        <span role="status">{data?.damaged.length === 0 ? soundWords(data) : ''}</span>
      </p>
      {error ? (
        <Notice tone="bad" title={describeError(error).title}>
          {describeError(error).detail}
        </Notice>
      ) : null}
      {data && data.damaged.length > 0 ? <DamageNotice check={data} /> : null}
    </>
  )
}

function DamageNotice({ check: { batches, damaged } }: { check: AttemptCheck }) {
  const more = damaged.length - MOST_NAMED
  return (
    <Notice
      tone="bad"
      title={`${count(damaged.length)} of ${count(batches)} batches of attempts cannot be read`}
    >
      <ul>
        {damaged.slice(0, MOST_NAMED).map(({ trialIndex, sequence, problem }) => (
          <li key={`${trialIndex}/${sequence}`}>{problem}</li>
        ))}
        {more > 0 ? <li>{count(more)} more.</li> : null}
      </ul>
    </Notice>
  )
}

function soundWords({ attempts, batches, bytes }: AttemptCheck): string {
  const perAttempt = attempts > 0 ? ` (${(bytes / attempts).toFixed(1)} bytes each)` : ''
  return `${counted(attempts, 'attempt')} in ${counted(batches, 'batch', 'batches')}${perAttempt}: all can be read.`
}
