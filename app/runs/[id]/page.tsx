import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { RunPage } from '@/components/run/run-page'
import { readRunReport } from '@/lib/db/read-run-report'

interface Props {
  params: Promise<{ id: string }>
}

// Title and page need the same report; it is read once per request.
const read = cache(readRunReport)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const report = await read((await params).id)
  return { title: report ? `Run ${report.number} · ${report.name}` : 'No such run' }
}

export default async function Page({ params }: Props) {
  const report = await read((await params).id)
  if (!report) notFound()
  return <RunPage key={report.id} initial={report} />
}
