/** Reports of a preset's run for tests: empty figures, but for what a test says of a strategy. */
import { findPreset } from '../experiment/presets/registry'
import type { Preset } from '../experiment/presets/preset'
import { faultPoints } from '../experiment/fault-points'
import type { ExperimentSpec } from '../experiment/spec'
import { buildRunReport } from '../summary/build-report'
import { figuresOf } from '../summary/figures'
import type { Estimate } from '../summary/interval'
import type { RunReport, StrategyFigures, TrialReport } from '../summary/report'

export function presetNamed(name: string): Preset {
  const preset = findPreset(name)
  if (!preset) throw new Error(`there is no preset ${name}`)
  return preset
}

/** @param figures by label of the strategy; the same at each fault point and over all of them */
export function reportOf(
  spec: ExperimentSpec,
  figures: Readonly<Record<string, Partial<StrategyFigures>>>,
  changes: Partial<RunReport> = {},
): RunReport {
  const points = faultPoints(spec.matrix)
  const own = (label: string) => ({ ...figuresOf([]), ...figures[label] })
  return {
    ...buildRunReport({
      ...{ id: 'r', number: 1, name: spec.name, status: 'completed', error: null, seed: 1, spec },
      ...{ createdAt: '', startedAt: '', finishedAt: '', cancelRequested: false, pinned: false },
      ...{ environment: null, progress: null, stuckFaults: [], trials: [] },
      ...{ baseline: null, damagedBatches: [], tags: [], version: null },
    }),
    points,
    trials: [trialOf()],
    arms: spec.strategies.map(({ label }) => ({ ...own(label), worst: null })),
    cells: points.flatMap((_, pointIndex) =>
      spec.strategies.map(({ label }, arm) => ({
        ...{ pointIndex, arm, trials: 1, suspectTrials: 0, figures: own(label) },
      })),
    ),
    ...changes,
  }
}

export function trialOf(changes: Partial<TrialReport> = {}): TrialReport {
  return {
    ...{ index: 0, pointIndex: 0, repetition: 0, quality: 'good', qualityReasons: [], startedAt: '' },
    ...{ windowMs: 60_000, gapMs: null, quiesceMs: 0, ledger: [], receipt: [], findings: [] },
    ...{ leaderEvents: null, longestStallMs: 0 },
    ...changes,
  }
}

/** An estimate with its interval. */
export function within(low: number, high: number): Estimate {
  return { value: (low + high) / 2, low, high }
}
