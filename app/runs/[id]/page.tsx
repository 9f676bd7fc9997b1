import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { openedBy } from '@/app/who-opens'
import { RunPageFromText } from '@/components/run/run-page-from-text'
import { readTitledReportJson } from '@/lib/db/read-run-report'

interface Props {
  params: Promise<{ id: string }>
}

// Title and page need the same report; it is read once per request.
const read = cache(async (id: string) => {
  await openedBy('viewer')
  return readTitledReportJson(id)
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = (await read((await params).id))?.run
  return { title: run ? `Run ${run.number} · ${run.name}` : 'No such run' }
}

export default async function Page({ params }: Props) {
  const found = await read((await params).id)
  if (!found) notFound()
  return <RunPageFromText key={found.run.id} json={found.json} />
}
