'use client'

/** Every run there is, found by search and filters. */
import { Button, Group } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import Link from 'next/link'
import { useFoundRuns } from '@/components/data/list-queries'
import { NewExperimentButton } from '@/components/experiment/new-experiment-button'
import { counted } from '@/components/format/figures'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { ErrorNotice } from '@/components/ui/error-notice'
import { PageTurner } from '@/components/ui/page-turner'
import { Panel } from '@/components/ui/panel'
import { isNarrowed, type FoundRuns, type RunsQuestion } from '@/lib/core/runs/runs-question'
import { useChosenRuns } from './chosen-runs'
import { CompareBar } from './compare-bar'
import { NoRunYet } from './no-run-yet'
import { RunFilters } from './run-filters'
import { RunList } from './run-list'
import { questionOf } from './runs-address'
import { useRunsView, type RunsView } from './runs-view'
import styles from './runs.module.css'
import ui from '@/components/ui/ui.module.css'

/** `initial` is what the server answered to the address it was asked with. */
export function RunsPage({ initial }: { initial: { question: RunsQuestion; answer: FoundRuns } }) {
  const view = useRunsView()
  const { address } = view
  const chosen = useChosenRuns()
  // Not with every key: the list would blink while somebody types.
  const [q] = useDebouncedValue(address.q, 150)
  const question = questionOf({ ...address, q })
  const { data = initial.answer, error, isPlaceholderData } = useFoundRuns(question, initial)
  if (data.total === 0 && !isNarrowed(question) && !isPlaceholderData) return <NoRunYet />
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <h1>Runs</h1>
        <Group gap={8}>
          <Button component={Link} href="/shares" variant="default">
            Share links
          </Button>
          <NewExperimentButton />
        </Group>
      </div>
      <WorkerBanner />
      <ErrorNotice error={error} />
      <Panel title="Runs found" note={<Found answer={data} />} side={<ClearFilters view={view} />}>
        <RunFilters view={view} />
        <CompareBar chosen={chosen} />
        <div
          className={styles.found}
          data-stale={isPlaceholderData || undefined}
          aria-busy={isPlaceholderData}
        >
          {data.runs.length > 0 ? (
            <RunList runs={data.runs} chosen={chosen} />
          ) : (
            <NothingFound view={view} answer={data} />
          )}
        </div>
        <PageTurner
          of="runs"
          pages={Math.ceil(data.total / data.limit)}
          page={view.address.page}
          onTurn={view.turnTo}
        />
      </Panel>
    </div>
  )
}

/** Its place stays while there is nothing to clear: the list must not move. */
function ClearFilters({ view: { address, clear } }: { view: RunsView }) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      style={isNarrowed(address) ? {} : { visibility: 'hidden' }}
      onClick={clear}
    >
      Clear filters
    </Button>
  )
}

/** Heard by screen readers when it changes. */
function Found({ answer: { runs, total, page, limit } }: { answer: FoundRuns }) {
  const first = (page - 1) * limit + 1
  return (
    <span role="status">
      {total === 0 || runs.length === total
        ? counted(total, 'run')
        : runs.length === 0
          ? counted(total, 'run')
          : `${first} to ${first + runs.length - 1} of ${counted(total, 'run')}, newest first`}
    </span>
  )
}

function NothingFound({ view, answer }: { view: RunsView; answer: FoundRuns }) {
  const { q } = view.address
  // A page behind the last one: runs were deleted, or somebody typed it.
  if (answer.total > 0)
    return (
      <div className={styles.nothing}>
        <p>There is no page {answer.page}.</p>
        <Button variant="default" onClick={() => view.turnTo(1)}>
          To the first page
        </Button>
      </div>
    )
  return (
    <div className={styles.nothing}>
      <p>
        {q.trim() === ''
          ? 'No run matches these filters.'
          : `No run matches “${q.trim()}” with these filters.`}
      </p>
      <Button variant="default" onClick={view.clear}>
        Clear filters
      </Button>
    </div>
  )
}
