import type { Metadata } from 'next'
import { ExperimentPage } from '@/components/experiment/experiment-page'
import { CatalogueProvider } from '@/components/experiment/catalogue-context'
import { LabProvider } from '@/components/experiment/lab-context'
import { UpstreamsProvider } from '@/components/experiment/upstreams-context'
import { readDescribedLab } from '@/lib/config/described-lab'
import { readOwnDescriptions } from '@/lib/config/own-catalogue'
import { installedUpstreams } from '@/lib/config/upstreams'
import { readRunReport } from '@/lib/db/read-run-report'

export const metadata: Metadata = { title: 'New experiment' }

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ from?: string | string[] }>
}) {
  const { from } = await searchParams
  const former = typeof from === 'string' ? await readRunReport(from) : null
  return (
    <CatalogueProvider own={readOwnDescriptions()}>
      <LabProvider lab={readDescribedLab()}>
        <UpstreamsProvider names={installedUpstreams()}>
          <ExperimentPage
            key={former?.id}
            from={former ? { number: former.number, spec: former.spec } : null}
          />
        </UpstreamsProvider>
      </LabProvider>
    </CatalogueProvider>
  )
}
