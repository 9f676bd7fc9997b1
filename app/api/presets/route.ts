import * as operations from '@/lib/core/api/subjects/experiments'
import { presetItem } from '@/lib/core/experiment/presets/preset-item'
import { presets } from '@/lib/core/experiment/presets/registry'
import { readDescribedLab } from '@/lib/config/described-lab'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listPresets, () => {
  const lab = readDescribedLab()
  return Promise.resolve({ presets: presets.map((preset) => presetItem(preset, lab)) })
})
