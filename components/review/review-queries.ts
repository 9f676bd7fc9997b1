'use client'

/** The review of a run as it is now; changes of others appear by themselves. */
import { useQuery } from '@tanstack/react-query'
import { requestJson } from '@/components/data/api'
import type { Review } from '@/lib/core/review/review'

/** While somebody looks at it. */
export const WATCHED_MS = 3_000
/** For a count beside a name. */
const BESIDE_MS = 15_000

/** The server answers "as you have it" until something has changed: the browser asks it by the ETag. */
export function useReview(runId: string, everyMs = BESIDE_MS) {
  return useQuery({
    queryKey: ['review', runId],
    queryFn: ({ signal }) => requestJson<Review>(`/api/runs/${runId}/review`, { signal }),
    refetchInterval: everyMs,
  })
}
