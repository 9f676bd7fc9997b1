/** A whole experiment to begin with: it shows one thing, in a few minutes at most. */
import type { Claim, Source } from '../../published/claim'
import { checkSpec, type ExperimentSpec, type ExperimentSpecInput } from '../spec'
import type { PresetName } from './names'

/** One entry of the registry. */
export interface Preset {
  /** On the command line and in addresses. */
  name: PresetName
  /** In a few words: for people. */
  title: string
  /** What it shows, what it reads into its source where that leaves something open, and where to look: for people. */
  description: string
  /** Left out = nothing is published about it. */
  source?: Source
  /** What is published, row by row. */
  claims?: readonly Claim[]
  /** Whether to draw how requests arrive after a failure that many had at once. */
  showsArrivals?: boolean
  /** Checked like everything else; it names its preset. */
  spec(): ExperimentSpec
}

/** A preset of a spec as people write it, checked when it is asked for. */
export function presetOf({
  input,
  ...preset
}: Omit<Preset, 'spec'> & { input: Omit<ExperimentSpecInput, 'preset'> }): Preset {
  return {
    ...preset,
    spec() {
      const result = checkSpec({ ...input, preset: preset.name })
      if (!result.ok)
        throw new Error(`the preset ${preset.name} is not a spec: ${JSON.stringify(result.problems)}`)
      return result.spec
    },
  }
}
