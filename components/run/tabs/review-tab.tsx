'use client'

/** What people say of the run: all comments, then reviewers with their decisions; whoever decides has read what is open. */
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
        <CommentsPanel report={report} review={review} />
        <DecisionsPanel report={report} review={review} />
      </div>
    </>
  )
}
