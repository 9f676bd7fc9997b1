import type { Metadata } from 'next'
import { openedBy } from '@/app/who-opens'
import { loadRunsAddress, questionOf } from '@/components/runs/runs-address'
import { RunsPage } from '@/components/runs/runs-page'
import { findRuns } from '@/lib/db/find-runs'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Runs' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  await openedBy('viewer')
  const question = questionOf(await loadRunsAddress(searchParams))
  return <RunsPage initial={{ question, answer: await findRuns(question) }} />
}
