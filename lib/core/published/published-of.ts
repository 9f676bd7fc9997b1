/** What is published of the preset that a run was begun from, held against the run: the same on the page and in every file. */
import type { Preset } from '../experiment/presets/preset'
import { findPreset } from '../experiment/presets/registry'
import type { RunReport } from '../summary/report'
import { changesFrom } from './changes'
import { judgeClaims, type JudgedClaim } from './judge'

export interface PublishedOfRun {
  preset: Preset
  /** At least one. */
  claims: JudgedClaim[]
  /** What the run has otherwise than the preset. */
  changes: string[]
}

/** Null for a run of no preset, or of one that nothing is published about. */
export function publishedOf(report: RunReport): PublishedOfRun | null {
  const preset = findPreset(report.spec.preset)
  const claims = preset ? judgeClaims(preset, report) : []
  if (!preset || claims.length === 0) return null
  return { preset, claims, changes: changesFrom(preset.spec(), report.spec) }
}
