'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { requestJson } from '@/components/data/api'
import { reviewsParameters, type ReviewsPage, type ReviewsQuestion } from '@/lib/core/review/review-list'

const AGAIN_MS = 5_000

/** A page of reviews. While another one is awaited, the one before stays. */
export function useReviews(
  question: ReviewsQuestion,
  initial: { question: ReviewsQuestion; answer: ReviewsPage },
) {
  const parameters = reviewsParameters(question)
  return useQuery({
    queryKey: ['reviews', parameters],
    queryFn: ({ signal }) => requestJson<ReviewsPage>(`/api/reviews?${parameters}`, { signal }),
    ...(reviewsParameters(initial.question) === parameters ? { initialData: initial.answer } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  })
}
