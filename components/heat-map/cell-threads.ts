'use client'

/** How many open threads each cell of a run has. */
import { useMemo } from 'react'
import { useReview } from '@/components/review/review-queries'
import type { Thread } from '@/lib/core/review/comment'

export function useCellThreads(runId: string): ReadonlyMap<string, number> {
  const threads = useReview(runId).data?.threads
  return useMemo(() => cellThreads(threads ?? []), [threads])
}

export function cellThreads(
  threads: readonly Pick<Thread, 'place' | 'resolved'>[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { place, resolved } of threads)
    if (place.on === 'cell' && resolved === null) counts.set(place.cell, (counts.get(place.cell) ?? 0) + 1)
  return counts
}
