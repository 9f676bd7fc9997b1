import type { Metadata } from 'next'
import { openedBy } from '@/app/who-opens'
import { ExperimentPage } from '@/components/experiment/experiment-page'
import { CatalogueProvider } from '@/components/experiment/catalogue-context'
import { LabProvider } from '@/components/experiment/lab-context'
import type { FormBegin } from '@/components/experiment/use-experiment-form'
import { UpstreamsProvider } from '@/components/experiment/upstreams-context'
import { findPreset, presets } from '@/lib/core/experiment/presets/registry'
import { readDescribedLab } from '@/lib/config/described-lab'
import { readOwnDescriptions } from '@/lib/config/own-catalogue'
import { installedUpstreams } from '@/lib/config/upstreams'
import { readRunReport } from '@/lib/db/read-run-report'

export const metadata: Metadata = { title: 'New experiment' }

/** For the menu alone: what a preset is made of stays on the server. */
const PRESETS = presets.map((preset) => ({
  name: preset.name,
  title: preset.title,
  description: preset.description,
  isPublished: 'source' in preset,
}))

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ from?: string | string[]; preset?: string | string[] }>
}) {
  await openedBy('viewer')
  const asked = await searchParams
  const begin = await beginOf(asked)
  return (
    <CatalogueProvider own={readOwnDescriptions()}>
      <LabProvider lab={readDescribedLab()}>
        <UpstreamsProvider names={installedUpstreams()}>
          <ExperimentPage
            key={begin?.key}
            begin={begin}
            missing={begin ? null : missingWords(asked)}
            presets={PRESETS}
          />
        </UpstreamsProvider>
      </LabProvider>
    </CatalogueProvider>
  )
}

/** "There is no run 99": what the address names and nobody has; null where it names nothing. */
function missingWords({
  from,
  preset,
}: {
  from?: string | string[]
  preset?: string | string[]
}): string | null {
  if (typeof from === 'string') return `There is no run ${from.slice(0, 60)} to start from`
  return typeof preset === 'string' ? `There is no preset “${preset.slice(0, 60)}”` : null
}

/** What the form is filled with: a former run, a preset, or nothing in particular. */
async function beginOf({
  from,
  preset: named,
}: {
  from?: string | string[]
  preset?: string | string[]
}): Promise<FormBegin | null> {
  const former = typeof from === 'string' ? await readRunReport(from) : null
  if (former)
    return {
      key: String(former.number),
      words: `run ${former.number}`,
      href: `/experiments/new?from=${encodeURIComponent(former.id)}`,
      about: `Starts from run ${former.number}. Change what you like; that run stays as it is.`,
      // Its version is not taken over: nobody has said that this one measures the same.
      spec: { ...former.spec, tags: former.tags },
    }
  const preset = typeof named === 'string' ? findPreset(named) : undefined
  return preset
    ? {
        key: `preset ${preset.name}`,
        words: `the preset “${preset.title}”`,
        href: `/experiments/new?preset=${preset.name}`,
        about: preset.description,
        spec: preset.spec(),
      }
    : null
}
