'use client'

import { useQuery } from '@tanstack/react-query'
import { describeError, requestJson } from '@/components/data/api'
import type { RunsAnswer } from '@/components/data/queries'
import type { RunListItem } from '@/lib/core/summary/report'

const NONE: RunListItem[] = []

/** The newest runs, from when they are wanted on; `words` says why there are none. */
export function useRecentRuns(isWanted: boolean): { runs: RunListItem[]; words: string | null } {
  const { data, error, isPending } = useQuery({
    queryKey: ['runs', 'to begin with'],
    queryFn: ({ signal }) => requestJson<RunsAnswer>('/api/runs', { signal }),
    enabled: isWanted,
  })
  if (error) return { runs: NONE, words: describeError(error).title }
  if (isPending) return { runs: NONE, words: 'Reading the runs…' }
  return { runs: data.runs, words: data.runs.length === 0 ? 'There is no run yet.' : null }
}
