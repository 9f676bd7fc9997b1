'use client'

/** Who reviews the run, what each has decided, and one's own decision. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { ReviewBadge } from '@/components/reviews/review-badge'
import { Panel } from '@/components/ui/panel'
import type { Review } from '@/lib/core/review/review'
import type { RunReport } from '@/lib/core/summary/report'
import { AskReviewers } from './ask-reviewers'
import { BaselineOffer } from './baseline-offer'
import { DecideForm } from './decide-form'
import { ReviewerRow } from './reviewer-row'
import styles from './review.module.css'

export function DecisionsPanel({ report, review }: { report: RunReport; review: Review }) {
  const [asks, setAsks] = useState(false)
  const { seen, isOther, lookAnew } = useSeenContent(report.id, review.contentHash)
  const { reviewers, madeBy, state } = review
  const own = reviewers.find(({ you }) => you)?.decision ?? null
  return (
    <Panel
      title="Review"
      note={<ReviewBadge state={state} nobody={reviewers.length === 0} />}
      side={
        asks ? null : (
          // Alone there is nobody to ask.
          <span data-for="accounts">
            <Button data-needs="editor" variant="default" size="compact-md" onClick={() => setAsks(true)}>
              Ask for a review …
            </Button>
          </span>
        )
      }
    >
      <div className={styles.threads}>
        {asks ? (
          <AskReviewers runId={report.id} reviewers={reviewers} onClose={() => setAsks(false)} />
        ) : null}
        {reviewers.length === 0 ? (
          <>
            <p className={styles.soft} data-for="accounts">
              Nobody was asked to review this run, and nobody has decided on it.
            </p>
            <p className={styles.soft} data-for="solo">
              Nobody has decided on this run. With <Link href="/account">accounts</Link>, others can be asked
              to review it.
            </p>
          </>
        ) : (
          <ul className={styles.reviewers} aria-label="Reviewers">
            {reviewers.map((reviewer) => (
              <ReviewerRow key={reviewer.accountId ?? ''} runId={report.id} reviewer={reviewer} />
            ))}
          </ul>
        )}
        {madeBy ? (
          <p className={styles.soft}>The run was queued by {madeBy.you ? 'you' : madeBy.name}.</p>
        ) : null}
        {isOther ? (
          <Notice tone="unsure" title="The run was taken up again while you looked at it">
            What you see is being read anew; decisions on the content before do not count any more.{' '}
            <Button variant="default" size="compact-sm" onClick={lookAnew}>
              I have seen it
            </Button>
          </Notice>
        ) : null}
        {seen === null ? (
          <p className={styles.soft}>A decision is about a run that has ended: this one has not.</p>
        ) : (
          // Another decision of one's own, made elsewhere, is what the form begins with.
          <DecideForm key={`${own?.at} ${seen}`} report={report} contentHash={seen} own={own} />
        )}
        <BaselineOffer report={report} review={review} seen={seen} />
      </div>
    </Panel>
  )
}

/**
 * Which content somebody has before their eyes: the one that was there when they came, until they say that they have seen another.
 * A page that is open does not ask again for a run that has ended, so it is told to when the content turns out to be another.
 */
function useSeenContent(runId: string, now: string | null) {
  const client = useQueryClient()
  const [seen, setSeen] = useState(now)
  const isOther = seen !== null && now !== seen
  useEffect(() => {
    if (isOther) void client.invalidateQueries({ queryKey: ['run', runId] })
  }, [client, isOther, now, runId])
  // Before the run had ended nothing of it was seen as a whole.
  if (seen === null && now !== null) setSeen(now)
  return { seen, isOther, lookAnew: () => setSeen(now) }
}
