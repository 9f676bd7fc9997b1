'use client'

/** What people say of the run: reviewers with their decisions, and all comments. */
import { Skeleton } from '@mantine/core'
import { CommentsPanel } from '@/components/review/comments-panel'
import { DecisionsPanel } from '@/components/review/decisions-panel'
import { useReview, WATCHED_MS } from '@/components/review/review-queries'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { TabInput } from './run-tabs'
import styles from '@/components/review/review.module.css'

export default function ReviewTab({ report }: TabInput) {
  const { data: review, error } = useReview(report.id, WATCHED_MS)
  if (!review) return error ? <ErrorNotice error={error} /> : <Skeleton h={480} />
  return (
    <>
      <ErrorNotice error={error} />
      <div className={styles.columns}>
        <DecisionsPanel report={report} review={review} />
        <CommentsPanel report={report} review={review} />
      </div>
    </>
  )
}
