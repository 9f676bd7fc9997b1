/** Which reviews are shown, as it stands in the page’s address. Read by the server for the first answer, and by the page. */
import { createLoader, parseAsBoolean, parseAsInteger, parseAsStringLiteral } from 'nuqs/server'
import { REVIEW_FILTERS, type ReviewsQuestion } from '@/lib/core/review/review-list'

export const reviewsParsers = {
  state: parseAsStringLiteral(REVIEW_FILTERS).withDefault('open'),
  mine: parseAsBoolean.withDefault(false),
  page: parseAsInteger.withDefault(1),
}

export const loadReviewsAddress = createLoader(reviewsParsers)

/** From 1, and no further than there can be pages. */
export function questionOf({ page, ...address }: ReviewsQuestion): ReviewsQuestion {
  return { ...address, page: Math.min(1_000_000, Math.max(1, page)) }
}
