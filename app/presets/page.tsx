import type { Metadata } from 'next'
import { PresetsPage, type PresetItem } from '@/components/presets/presets-page'
import { labProblems } from '@/lib/core/experiment/capability-problems'
import { estimatePlan } from '@/lib/core/experiment/plan'
import { presets } from '@/lib/core/experiment/presets/registry'
import { readDescribedLab } from '@/lib/config/described-lab'

export const metadata: Metadata = { title: 'Presets' }
// What the lab can do is known once a worker has looked.
export const dynamic = 'force-dynamic'

export default function Page() {
  const lab = readDescribedLab()
  const items = presets.map(
    ({ name, title, description, source = null, claims = [], ...preset }): PresetItem => {
      const spec = preset.spec()
      const { minMs, trials, strategies } = estimatePlan(spec)
      const [problem] = lab ? labProblems(spec, lab) : []
      return {
        ...{ name, title, description, source, minMs, trials, strategies },
        ...{ claims: claims.length, refusal: problem?.message ?? null },
      }
    },
  )
  return <PresetsPage items={items} />
}
