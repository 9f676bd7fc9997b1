import type { Metadata } from 'next'
import { PresetsPage } from '@/components/presets/presets-page'
import { presetItem } from '@/lib/core/experiment/presets/preset-item'
import { presets } from '@/lib/core/experiment/presets/registry'
import { readDescribedLab } from '@/lib/config/described-lab'

export const metadata: Metadata = { title: 'Presets' }
// What the lab can do is known once a worker has looked.
export const dynamic = 'force-dynamic'

export default function Page() {
  const lab = readDescribedLab()
  return <PresetsPage items={presets.map((preset) => presetItem(preset, lab))} />
}
