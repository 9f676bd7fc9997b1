import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { openedBy } from '@/app/who-opens'
import { RunPageFromText } from '@/components/run/run-page-from-text'
import { readRunReportJson } from '@/lib/db/read-run-report'
import type { RunReport } from '@/lib/core/summary/report'

interface Props {
  params: Promise<{ id: string }>
}

// Title and page need the same report; it is read once per request.
const read = cache(async (id: string) => {
  await openedBy('viewer')
  const json = await readRunReportJson(id)
  return json === null ? null : { json, report: JSON.parse(json) as RunReport }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const report = (await read((await params).id))?.report
  return { title: report ? `Run ${report.number} · ${report.name}` : 'No such run' }
}

export default async function Page({ params }: Props) {
  const found = await read((await params).id)
  if (!found) notFound()
  return <RunPageFromText key={found.report.id} json={found.json} />
}
