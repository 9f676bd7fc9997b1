/** What lists tell of a preset. */
import type { DescribedLab } from '../../fault/lab-capabilities'
import type { Source } from '../../published/claim'
import { labProblems } from '../capability-problems'
import { estimatePlan } from '../plan'
import type { ExperimentSpec } from '../spec'
import type { Preset } from './preset'

/** A preset without its spec. */
export interface PresetItem {
  name: string
  title: string
  description: string
  source: Source | null
  /** How many are published. */
  claims: number
  trials: number
  strategies: number
  /** The shortest that it can take. */
  minMs: number
  /** Why the lab at hand cannot do it; null when it can, or when nobody knows yet. */
  refusal: string | null
}

/** A published claim, as far as it is known before anything was measured. */
export interface PublishedClaim {
  /** The preset's label of the strategy that it is about; null = the run. */
  strategy: string | null
  metric: string
  unit: string
  /** As the article has it. */
  published: string
  /** What follows from the spec alone, and why; null where arithmetic says nothing. */
  arithmetic: { figure: string; because: string } | null
}

export interface PresetDetail extends PresetItem {
  spec: ExperimentSpec
  published: PublishedClaim[]
}

/** @param lab null = nobody knows yet */
export function presetItem(preset: Preset, lab: DescribedLab | null): PresetItem {
  const { name, title, description, source = null, claims = [] } = preset
  const spec = preset.spec()
  const { minMs, trials, strategies } = estimatePlan(spec)
  const [problem] = lab ? labProblems(spec, lab) : []
  return {
    ...{ name, title, description, source, minMs, trials, strategies },
    ...{ claims: claims.length, refusal: problem?.message ?? null },
  }
}

/** The same with all that it is made of. */
export function presetDetail(preset: Preset, lab: DescribedLab | null): PresetDetail {
  const spec = preset.spec()
  const published = (preset.claims ?? []).map(({ strategy, metric, unit, published, arithmetic }) => {
    const choice = spec.strategies.find(({ label }) => label === strategy) ?? spec.strategies[0]
    const known = choice && arithmetic ? arithmetic(spec, choice) : null
    return {
      ...{ strategy, metric, unit, published },
      arithmetic: known && { figure: known.figure, because: known.because },
    }
  })
  return { ...presetItem(preset, lab), spec, published }
}
