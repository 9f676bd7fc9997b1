import type { Metadata } from 'next'
import { openedBy, whoOpens } from '@/app/who-opens'
import { loadReviewsAddress, questionOf } from '@/components/reviews/reviews-address'
import { ReviewsPage } from '@/components/reviews/reviews-page'
import { readerOf } from '@/lib/core/review/reader'
import { REVIEWS_PER_PAGE } from '@/lib/core/review/review-list'
import { listReviews } from '@/lib/db/list-reviews'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Reviews' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  await openedBy('viewer')
  const who = await whoOpens()
  const question = questionOf(await loadReviewsAddress(searchParams))
  const answer = await listReviews({ ...question, limit: REVIEWS_PER_PAGE }, readerOf(who))
  return <ReviewsPage initial={{ question, answer }} accounts={who.kind !== 'solo'} />
}
