'use client'

/** Reviews, one in a row: what of, how it stands, who says what. A list on a phone. */
import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { Badge, QualityBadge, StatusBadge, VerdictBadge } from '@/components/ui/state-badge'
import { isAwaited, type ReviewerState } from '@/lib/core/review/review'
import type { ReviewItem } from '@/lib/core/review/review-list'
import { ReviewBadge } from './review-badge'
import { reviewerWords } from './reviewer-words'
import run from '@/components/run/run.module.css'
import styles from './reviews.module.css'
import ui from '@/components/ui/ui.module.css'

export function ReviewRows({ reviews }: { reviews: readonly ReviewItem[] }) {
  return (
    <div className={ui.tableScroll} tabIndex={0} role="region" aria-label="Reviews">
      <table className={`${ui.table} ${run.asList} ${styles.rows}`}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Review</th>
            <th scope="col">Reviewers</th>
            <th scope="col">Comments</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {reviews.map((review) => (
            <Row key={review.run.id} review={review} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ review }: { review: ReviewItem }) {
  const { run, madeBy, state, waitsForYou, reviewers, comments, openThreads, since, changedAt } = review
  return (
    <tr>
      <th scope="row">
        <Anchor
          component={Link}
          href={`/runs/${run.id}?tab=review`}
          prefetch={false}
          fz="inherit"
          fw={600}
          className={styles.name}
        >
          {run.number} {run.name}
        </Anchor>
        {madeBy === null ? null : <span className={styles.under}>queued by {madeBy}</span>}
        <span className={styles.badges}>
          <StatusBadge status={run.status} />
          <VerdictBadge verdict={run.verdict} />
          <QualityBadge quality={run.quality} />
        </span>
      </th>
      <td data-label="Review">
        <span className={styles.badges}>
          <ReviewBadge state={state} nobody={reviewers.length === 0} />
          {state === 'none' ? (
            <Badge tone="calm" sign="–">
              settled
            </Badge>
          ) : null}
          {waitsForYou ? (
            <Badge tone="unsure" sign="!">
              waits for you
            </Badge>
          ) : null}
        </span>
      </td>
      <td data-label="Reviewers" className={styles.wide}>
        <Reviewers reviewers={reviewers} />
      </td>
      <td data-label="Comments" className={styles.short}>
        {comments === 0 ? 'none' : counted(comments, 'comment')}
        {openThreads > 0 ? <span className={styles.under}>{counted(openThreads, 'open thread')}</span> : null}
      </td>
      <td data-label="Since">
        <LocalTime iso={since} />
        <span className={styles.under}>
          changed <LocalTime iso={changedAt} relative />
        </span>
      </td>
    </tr>
  )
}

function Reviewers({ reviewers }: { reviewers: readonly ReviewerState[] }) {
  if (reviewers.length === 0) return <span className={styles.under}>nobody was asked</span>
  return (
    <ul className={styles.reviewers}>
      {reviewers.map((reviewer) => (
        <Reviewer key={reviewer.accountId ?? ''} reviewer={reviewer} />
      ))}
    </ul>
  )
}

function Reviewer({ reviewer }: { reviewer: ReviewerState }) {
  const { sign, words, at, tone } = reviewerWords(reviewer)
  const isAskedAnew = reviewer.decision !== null && isAwaited(reviewer)
  return (
    <li data-tone={tone}>
      <span className={styles.sign} aria-hidden="true">
        {sign}
      </span>
      <span>
        <strong>{reviewer.name}</strong>
        {reviewer.you ? ' (you)' : ''} {words}
        {at === null ? null : (
          <>
            {' '}
            <LocalTime iso={at} relative />
          </>
        )}
        {isAskedAnew ? ', and is awaited' : ''}
      </span>
    </li>
  )
}
