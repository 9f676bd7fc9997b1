/** The board of objectives: which strategy holds its thresholds in the latest run of each experiment, and how it went before. */
import { parseThresholdExpression, type ThresholdExpression } from '../experiment/threshold'
import type { Estimate } from '../summary/interval'
import { worst, type Verdict } from '../summary/verdict'
import type { ObjectiveResult, Objectives } from './objectives'

/** Runs that a trend goes back. */
export const TREND_RUNS = 12
/** Experiments on the board: those that ran last. */
export const BOARD_EXPERIMENTS = 10

/** A completed run with thresholds. */
export interface JudgedRun {
  id: string
  number: number
  name: string
  finishedAt: string | null
  version: string | null
  tags: string[]
  objectives: Objectives
}

export interface BoardRun extends Pick<JudgedRun, 'id' | 'number' | 'finishedAt' | 'version' | 'tags'> {
  quality: 'good' | 'suspect' | null
  /** Something else was measured than in the run before it: faults, strategies, workload or lengths differ. */
  changed: boolean
}

export interface BoardPoint {
  verdict: Verdict
  measured: Estimate | null
  /** What the run itself asked for: limits change, too. */
  limit: number
}

export interface BoardRow {
  /** Place of the strategy in the latest run. */
  arm: number
  /** One per run of the experiment; null where it asked nothing of the kind. The last one is always there. */
  points: (BoardPoint | null)[]
}

export interface BoardThreshold {
  /** As the latest run has it. */
  threshold: ThresholdExpression
  rows: BoardRow[]
}

/** Runs of one name, oldest first, and what the latest of them asked for. */
export interface BoardExperiment {
  name: string
  runs: BoardRun[]
  strategies: { use: string; label: string }[]
  thresholds: BoardThreshold[]
}

export interface ObjectivesBoard {
  /** The one that ran last comes first. */
  experiments: BoardExperiment[]
  /** Experiments that are not shown. */
  more: number
  /** Runs whose results are still to be read anew, because they were stored by another version of the program. */
  pending: number
  /** Runs whose results cannot be read. */
  unreadable: number
}

/** Experiments by name. @param runs in any order */
export function boardExperiments(runs: readonly JudgedRun[]): BoardExperiment[] {
  const byName = new Map<string, JudgedRun[]>()
  for (const run of [...runs].sort((a, b) => b.number - a.number))
    byName.set(run.name, [...(byName.get(run.name) ?? []), run])
  return [...byName.values()].map((newestFirst) => experimentOf(newestFirst.slice(0, TREND_RUNS).reverse()))
}

/** How a strategy stands in the latest run: the worst of its thresholds; null where none concerns it. */
export function standing({ thresholds }: Pick<BoardExperiment, 'thresholds'>, arm: number): Verdict | null {
  const rows = thresholds.flatMap((threshold) => threshold.rows.filter((row) => row.arm === arm))
  return worst(rows.map(({ points }) => points.at(-1)?.verdict ?? null))
}

/** @param runs oldest first, at least one */
function experimentOf(runs: readonly JudgedRun[]): BoardExperiment {
  const latest = runs.at(-1)
  if (!latest) throw new Error('an experiment without a run')
  const { strategies } = latest.objectives
  const thresholds = new Map<string, BoardThreshold>()
  strategies.forEach(({ label, results }, arm) => {
    for (const { expression } of results) {
      const threshold = parseThresholdExpression(expression)
      if (!threshold) continue
      const key = JSON.stringify(threshold)
      const group = thresholds.get(key) ?? { threshold, rows: [] }
      group.rows.push({ arm, points: runs.map((run) => pointOf(run, label, threshold)) })
      thresholds.set(key, group)
    }
  })
  return {
    name: latest.name,
    runs: runs.map((run, index) => boardRun(run, runs[index - 1])),
    strategies: strategies.map(({ use, label }) => ({ use, label })),
    thresholds: [...thresholds.values()],
  }
}

function boardRun(run: JudgedRun, before: JudgedRun | undefined): BoardRun {
  const { id, number, finishedAt, version, tags, objectives } = run
  const changed = before !== undefined && before.objectives.specKey !== objectives.specKey
  return { id, number, finishedAt, version, tags, quality: objectives.quality, changed }
}

/** The same threshold, or the only one on the same metric with another limit. */
function pointOf(run: JudgedRun, label: string, wanted: ThresholdExpression): BoardPoint | null {
  const results = run.objectives.strategies.find((strategy) => strategy.label === label)?.results ?? []
  const alike = results.flatMap((result) => {
    const threshold = parseThresholdExpression(result.expression)
    const isAlike = threshold?.metric === wanted.metric && threshold.comparator === wanted.comparator
    return threshold && isAlike ? [{ result, limit: threshold.value }] : []
  })
  const found =
    alike.find(({ limit }) => limit === wanted.value) ?? (alike.length === 1 ? alike[0] : undefined)
  return found ? { ...judged(found.result), limit: found.limit } : null
}

function judged({ verdict, measured }: ObjectiveResult): Omit<BoardPoint, 'limit'> {
  return { verdict, measured }
}
