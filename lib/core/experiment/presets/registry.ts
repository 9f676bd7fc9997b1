/** Every experiment to begin with: one line per preset. */
import { DEMO_DESCRIPTION, demoSpec } from '../demo-spec'
import { lostAnswers } from './lost-answers'
import type { Preset } from './preset'

/** What is queued at the very first start. */
const firstLook: Preset = {
  name: 'first-look',
  title: 'First look',
  description: DEMO_DESCRIPTION,
  spec: demoSpec,
}

export const presets = [firstLook, lostAnswers] as const satisfies readonly Preset[]

/** Undefined where there is none of that name. */
export function findPreset(name: string): Preset | undefined {
  return presets.find((preset) => preset.name === name)
}
