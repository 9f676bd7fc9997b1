'use client'

/** Progress of a run that waits: says for which one, because only the list of runs knows. */
import { useQuery } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { requestJson } from '@/components/data/api'
import type { RunsAnswer } from '@/components/data/queries'
import { ProgressCard } from './progress-card'

export function QueuedCard(props: Omit<ComponentProps<typeof ProgressCard>, 'busyWith'>) {
  // Not useRuns: it begins with a list that it is given, and an empty one would count as the newest.
  const { data } = useQuery({
    queryKey: ['runs'],
    queryFn: ({ signal }) => requestJson<RunsAnswer>('/api/runs', { signal }),
    refetchInterval: 1_000,
  })
  const running = data?.runs.find((run) => run.status === 'running')
  return <ProgressCard {...props} busyWith={running?.number ?? null} />
}
