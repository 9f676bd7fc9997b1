import * as operations from '@/lib/core/api/subjects/experiments'
import { presetDetail } from '@/lib/core/experiment/presets/preset-item'
import { findPreset } from '@/lib/core/experiment/presets/registry'
import { readDescribedLab } from '@/lib/config/described-lab'
import { endpoint } from '../../answers/endpoint'
import { Refusal } from '../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.readPreset, ({ params: { name } }) => {
  const preset = findPreset(name)
  if (!preset)
    throw new Refusal('not-found', `There is no preset “${name}”. GET /api/presets lists them all.`)
  return Promise.resolve(presetDetail(preset, readDescribedLab()))
})
