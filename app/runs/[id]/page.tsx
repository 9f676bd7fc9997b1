import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { setTimeout as sleep } from 'node:timers/promises'
import { cache, Suspense } from 'react'
import { openedBy } from '@/app/who-opens'
import { RunPageFromText } from '@/components/run/run-page-from-text'
import { RunSkeleton } from '@/components/run/run-skeleton'
import { readRunName } from '@/lib/db/read-run-labels'
import { readRunReportJson } from '@/lib/db/read-run-report'

interface Props {
  params: Promise<{ id: string }>
}

/** Runs of more trials come in two parts: their report takes longer to read and draw than the page's own scripts take to arrive. */
const MOST_AT_ONCE = 48

// Title and page need the same; it is read once per request.
const named = cache(async (id: string) => {
  await openedBy('viewer')
  return readRunName(id)
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = await named((await params).id)
  return { title: run ? `Run ${run.number} · ${run.name}` : 'No such run' }
}

export default async function Page({ params }: Props) {
  const run = await named((await params).id)
  if (!run) notFound()
  return run.totalTrials > MOST_AT_ONCE ? (
    <Suspense fallback={<RunSkeleton {...run} />}>
      <ReportAfterwards id={run.id} />
    </Suspense>
  ) : (
    <Report id={run.id} />
  )
}

/** Reading and drawing keep the thread busy: what stands before them is sent first. */
const SENT_MS = 10

async function ReportAfterwards({ id }: { id: string }) {
  await sleep(SENT_MS)
  return <Report id={id} />
}

async function Report({ id }: { id: string }) {
  const json = await readRunReportJson(id)
  // It was deleted a moment ago.
  if (json === null) notFound()
  return <RunPageFromText key={id} json={json} />
}
