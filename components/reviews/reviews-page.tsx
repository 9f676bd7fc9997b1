'use client'

/** Reviews of runs: what waits for whoever looks comes first. */
import { Checkbox, NativeSelect } from '@mantine/core'
import { useQueryStates } from 'nuqs'
import { counted } from '@/components/format/figures'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PageTurner } from '@/components/ui/page-turner'
import { Panel } from '@/components/ui/panel'
import {
  REVIEW_FILTERS,
  type ReviewFilter,
  type ReviewsPage as Answer,
  type ReviewsQuestion,
} from '@/lib/core/review/review-list'
import { ReviewRows } from './review-rows'
import { questionOf, reviewsParsers } from './reviews-address'
import { useReviews } from './use-reviews'
import styles from './reviews.module.css'
import ui from '@/components/ui/ui.module.css'

const FILTER_WORDS: Record<ReviewFilter, string> = {
  open: 'in review',
  'changes-requested': 'changes requested',
  approved: 'approved',
  all: 'all',
}

/** @param accounts whether people sign in here: otherwise nobody can be asked */
export function ReviewsPage({
  initial,
  accounts,
}: {
  initial: { question: ReviewsQuestion; answer: Answer }
  accounts: boolean
}) {
  const [address, setAddress] = useQueryStates(reviewsParsers, { history: 'push' })
  const question = questionOf(address)
  const { data = initial.answer, error, isPlaceholderData } = useReviews(question, initial)
  const { reviews, counts, total, limit } = data
  if (counts.all === 0 && !error && !isPlaceholderData) return <NoReviewYet accounts={accounts} />
  const pages = Math.ceil(total / limit)
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <h1>Reviews</h1>
      </div>
      <ErrorNotice error={error} />
      <Panel
        title="Reviews of runs"
        note={<span role="status">{foundWords(total, counts.waitForYou, accounts)}</span>}
      >
        <search className={styles.filters} aria-label="Find reviews">
          <NativeSelect
            aria-label="How the review stands"
            value={address.state}
            data={REVIEW_FILTERS.map((value) => ({
              value,
              label: `${FILTER_WORDS[value]} (${counts[value]})`,
            }))}
            onChange={({ currentTarget: { value } }) =>
              void setAddress({ state: REVIEW_FILTERS.find((name) => name === value) ?? null, page: null })
            }
          />
          {accounts ? (
            <Checkbox
              label="Waits for me"
              checked={address.mine}
              onChange={({ currentTarget: { checked } }) => void setAddress({ mine: checked, page: null })}
            />
          ) : null}
        </search>
        <div
          className={styles.found}
          data-stale={isPlaceholderData || undefined}
          aria-busy={isPlaceholderData}
        >
          {reviews.length > 0 ? (
            <ReviewRows reviews={reviews} />
          ) : (
            <p className={styles.nothing}>
              {total > 0 ? `There is no page ${question.page}.` : NOTHING[question.state]}
            </p>
          )}
        </div>
        <PageTurner
          of="reviews"
          pages={pages}
          page={question.page}
          onTurn={(page) => void setAddress({ page })}
        />
      </Panel>
    </div>
  )
}

const NOTHING: Record<ReviewFilter, string> = {
  open: 'Nothing is in review now.',
  'changes-requested': 'No changes are requested of any run.',
  approved: 'No run is approved as it is now.',
  all: 'No review fits.',
}

/** Heard by screen readers when it changes. */
export function foundWords(total: number, waitForYou: number, accounts: boolean): string {
  const found = counted(total, 'review')
  return accounts && waitForYou > 0
    ? `${found}; ${waitForYou === 1 ? '1 waits' : `${waitForYou} wait`} for you`
    : found
}

function NoReviewYet({ accounts }: { accounts: boolean }) {
  return (
    <EmptyState title="No run is reviewed yet" action={{ href: '/runs', words: 'Choose a run' }}>
      {accounts
        ? 'Open “Review” on the page of a run to comment on it, to ask somebody for a review, or to decide on it. What waits for you stands here then.'
        : 'Open “Review” on the page of a run to comment on it or to decide on it; what is open stands here then. With accounts, others can be asked for a review.'}
    </EmptyState>
  )
}
