'use client'

/** Progress of a run that waits: says for which one, because only the list of runs knows. */
import type { ComponentProps } from 'react'
import { useRuns } from '@/components/data/queries'
import { ProgressCard } from './progress-card'

export function QueuedCard(props: Omit<ComponentProps<typeof ProgressCard>, 'busyWith'>) {
  const { data } = useRuns([])
  const running = data.runs.find((run) => run.status === 'running')
  return <ProgressCard {...props} busyWith={running?.number ?? null} />
}
