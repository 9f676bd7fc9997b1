'use client'

/** A reviewer: asked by whom, decided what, on which content. */
import { Button } from '@mantine/core'
import { LocalTime } from '@/components/format/local-time'
import { ErrorNotice } from '@/components/ui/error-notice'
import { reviewerWords, whyNoLonger } from '@/components/reviews/reviewer-words'
import { Badge } from '@/components/ui/state-badge'
import { isAwaited, type ReviewerState } from '@/lib/core/review/review'
import { useWithdrawReviewer } from './review-changes'
import { shortHash } from './review-words'
import styles from './review.module.css'

export function ReviewerRow({ runId, reviewer }: { runId: string; reviewer: ReviewerState }) {
  const { accountId, name, you, askedAt, askedBy, decision } = reviewer
  const withdraw = useWithdrawReviewer(runId)
  const { tone, sign, words, at } = reviewerWords(reviewer)
  const waits = isAwaited(reviewer)
  const noLonger = decision?.current ? null : whyNoLonger(reviewer)
  const isAsked = askedAt !== null && !decision?.current
  return (
    <li className={styles.reviewer}>
      <div className={styles.by}>
        <strong>{name}</strong>
        {you ? <span className={styles.soft}>you</span> : null}
        <Badge tone={tone} sign={sign}>
          {words}
        </Badge>
        <span className={styles.soft}>
          {at === null ? null : <LocalTime iso={at} relative />}
          {decision && !decision.current
            ? `, on content ${shortHash(decision.contentHash)}: it does not count any more`
            : ''}
          {noLonger === null ? '' : `; ${name} ${noLonger}`}
          {decision && waits && askedAt !== null ? (
            <>
              ; asked anew{askedBy === null ? '' : ` by ${askedBy}`} <LocalTime iso={askedAt} relative />
            </>
          ) : null}
        </span>
        {isAsked && accountId !== null ? (
          <span className={styles.acts} data-needs="editor">
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`Ask ${name} no more`}
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate(accountId)}
            >
              Ask no more
            </Button>
          </span>
        ) : null}
      </div>
      {decision?.note ? <p className={styles.note}>{decision.note}</p> : null}
      <ErrorNotice error={withdraw.error} />
    </li>
  )
}
