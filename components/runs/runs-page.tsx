'use client'

/** The list of runs, with what runs now on top. */
import { Button, Group } from '@mantine/core'
import { IconArrowsDiff, IconPlus } from '@tabler/icons-react'
import Link from 'next/link'
import { describeError } from '@/components/data/api'
import { useRuns } from '@/components/data/queries'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import type { RunListItem } from '@/lib/core/summary/report'
import { LivePanel } from './live-panel'
import { RunList } from './run-list'
import styles from '@/components/ui/ui.module.css'

export function RunsPage({ initial }: { initial: RunListItem[] }) {
  const { data, error } = useRuns(initial)
  const { runs } = data
  const running = runs.find((run) => run.status === 'running')
  if (runs.length === 0)
    return (
      <div className={styles.stack}>
        <WorkerBanner />
        <EmptyState title="No run yet" action={{ href: '/experiments/new', words: 'New experiment' }}>
          Describe which retry strategies should go through which faults. A real etcd behind a real Toxiproxy
          answers, and this page shows what happened.
        </EmptyState>
      </div>
    )
  return (
    <div className={styles.stack}>
      <div className={styles.pageHead}>
        <h1>Runs</h1>
        <Group gap={8}>
          {runs.length > 1 ? (
            <Button
              component={Link}
              href="/compare"
              variant="default"
              leftSection={<IconArrowsDiff size={16} stroke={1.7} aria-hidden="true" />}
            >
              Compare runs
            </Button>
          ) : null}
          <Button
            component={Link}
            href="/experiments/new"
            leftSection={<IconPlus size={16} stroke={2} aria-hidden="true" />}
          >
            New experiment
          </Button>
        </Group>
      </div>
      <WorkerBanner />
      {error ? (
        <Notice tone="bad" title={describeError(error).title}>
          {describeError(error).detail}
        </Notice>
      ) : null}
      {running ? <LivePanel item={running} /> : null}
      {/* What runs now stands above already. */}
      <RunList runs={running ? runs.filter((run) => run.id !== running.id) : runs} />
    </div>
  )
}
