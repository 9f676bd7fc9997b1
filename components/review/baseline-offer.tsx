'use client'

/** An approved run can become what others of its name are held against; on whose approval it did is told. */
import { Button } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { LocalTime } from '@/components/format/local-time'
import { ErrorNotice } from '@/components/ui/error-notice'
import { approvers, type Review } from '@/lib/core/review/review'
import type { RunReport } from '@/lib/core/summary/report'
import { baselineCautionWords, Caution, type Held } from './caution'
import { useAcceptAsBaseline } from './review-changes'
import { names, objection, shortHash } from './review-words'
import styles from './review.module.css'

export function BaselineOffer({
  report,
  review,
  seen,
}: {
  report: Pick<RunReport, 'id' | 'name' | 'baseline'> & Held
  review: Review
  /** The content that somebody has before their eyes. */
  seen: string | null
}) {
  const accept = useAcceptAsBaseline(report.id)
  const { baseline, state } = review
  const approved = names(approvers(review.reviewers).map(({ name }) => name))
  const against = objection(review)
  if (baseline)
    return (
      <p className={styles.soft}>
        <span aria-hidden="true">⚑</span> Baseline of “{report.name}” since{' '}
        <LocalTime iso={baseline.since} relative />
        {baseline.basis === null
          ? ', marked without a review.'
          : `, on the approval of ${names(baseline.basis.approvedBy)}${
              baseline.basis.contentHash === review.contentHash
                ? '.'
                : ` of an earlier content (${shortHash(baseline.basis.contentHash)}).`
            }`}
        {against === null ? null : (
          <>
            {' '}
            <strong>
              <span aria-hidden="true">✕</span> {against}.
            </strong>
          </>
        )}
      </p>
    )
  if (state !== 'approved' || seen === null) return null
  return (
    <div className={styles.row} data-needs="editor">
      <Button
        variant="default"
        leftSection={<IconFlag size={16} stroke={1.7} aria-hidden="true" />}
        loading={accept.isPending}
        onClick={() => accept.mutate(seen)}
      >
        Accept as baseline
      </Button>
      <span className={styles.soft}>
        On the approval of {approved}. Later runs of “{report.name}” are held against it
        {report.baseline ? `, in place of run ${report.baseline.number}` : ''}.
      </span>
      <Caution words={baselineCautionWords(report)} />
      <ErrorNotice error={accept.error} />
    </div>
  )
}
