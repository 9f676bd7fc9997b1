'use client'

/** The first page: what runs now, which strategy holds what was asked of it, and what ended last. */
import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { ObjectivesBoardPanel } from '@/components/board/objectives-board'
import { useHome } from '@/components/data/list-queries'
import { NewExperimentButton } from '@/components/experiment/new-experiment-button'
import { count, counted } from '@/components/format/figures'
import { LivePanel } from '@/components/runs/live-panel'
import { NoRunYet } from '@/components/runs/no-run-yet'
import { RunList } from '@/components/runs/run-list'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { ObjectivesBoard } from '@/lib/core/runs/board'
import type { HomeAnswer } from '@/lib/core/runs/home'
import ui from '@/components/ui/ui.module.css'

export function HomePage({ initial, board }: { initial: HomeAnswer; board: ObjectivesBoard }) {
  const { data: home, error } = useHome(initial)
  if (home.total === 0) return <NoRunYet />
  const { running, queued, last, reviewsWaiting, total } = home
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <h1>Home</h1>
        <NewExperimentButton />
      </div>
      <WorkerBanner />
      <ErrorNotice error={error} />
      {reviewsWaiting > 0 ? (
        <p className={ui.secondary}>
          <Anchor component={Link} href="/reviews?mine=true" inherit underline="always">
            {counted(reviewsWaiting, 'review waits', 'reviews wait')}
          </Anchor>{' '}
          for you.
        </p>
      ) : null}
      {running.map((item) => (
        <LivePanel key={item.id} item={item} />
      ))}
      {queued > 0 ? (
        <p className={ui.secondary}>
          {running.length === 0 ? 'Nothing runs now; ' : ''}
          <Anchor component={Link} href="/runs?status=queued" inherit underline="always">
            {counted(queued, 'run waits', 'runs wait')}
          </Anchor>{' '}
          in the queue.
        </p>
      ) : null}
      <ObjectivesBoardPanel initial={{ board, stamp: stampOf(initial) }} stamp={stampOf(home)} />
      {last.length > 0 ? (
        <Panel
          title="Last runs"
          side={
            <Anchor component={Link} href="/runs" inherit>
              {total === 1 ? 'All runs' : `All ${count(total)} runs`}
            </Anchor>
          }
        >
          <RunList runs={last} />
        </Panel>
      ) : null}
    </div>
  )
}

/** Changes when a run has ended or was deleted: then the board does. */
function stampOf({ last, total }: HomeAnswer): string {
  return [total, ...last.map(({ id, finishedAt }) => `${id}${finishedAt ?? ''}`)].join()
}
