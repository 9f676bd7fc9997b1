/** What is published about a preset: each claim with its source's words, what arithmetic says, and where it is read in a report. */
import type { ExperimentSpec, StrategyChoice } from '../experiment/spec'
import type { FaultPoint } from '../fault/fault-point'
import type { Estimate } from '../summary/interval'
import type { CellFigures, RunReport, StrategyOverview } from '../summary/report'

/** Shares are in [0, 1] and shown in percent. */
export type Unit = 'percent' | 'times' | 'ms' | 'per-second' | 'per-minute' | 'count'

/** Where something was published. */
export interface Source {
  article: 1 | 2
  /** "§2.1", "chapter 5". */
  section: string
  /** What of it the preset is about, as a link's text. */
  title: string
  /** The article's own words, in its language. */
  quote: string
}

/** From and to are both included; Infinity = open. */
export interface Range {
  from: number
  to: number
}

/**
 * What is published. value: a figure, printed with so many digits: `within` is half a unit of the last one. range: a bound or
 * two. none: no figure.
 */
export type PublishedFigure =
  { kind: 'value'; value: number; within: number } | ({ kind: 'range' } & Range) | { kind: 'none' }

export interface Arithmetic {
  /** "33.3 %", "at most 6×". */
  figure: string
  /** How it comes about, as half a sentence. */
  because: string
  /** What is possible at all; what is published beyond it cannot hold. Left out = nothing is impossible. */
  bounds?: Range
}

/** What the run has to say. Unknown may have a value, but no interval: it is shown, and decides nothing. Occasions are few and told one by one: they are counts of what happened, no estimates. */
export type Measured =
  | { kind: 'estimate'; estimate: Estimate }
  | { kind: 'count'; count: number; of: string }
  | { kind: 'occasions'; values: readonly number[]; one: string; many: string }
  | { kind: 'unknown'; why: string; value?: number }

/** What a claim is read from. */
export interface Evidence {
  report: RunReport
  /** Index of the claim's strategy; that of the first one where the claim is about the run. */
  arm: number
  /** At the claim's fault point. */
  figures: CellFigures
  /** The same of the strategy of that label; null where there is none. */
  figuresOf: (label: string) => CellFigures | null
  /** Over the whole run; null where the run has other fault points than the preset, whose figures would be mixed in. */
  overall: StrategyOverview | null
}

export interface Claim {
  /** The preset's label of the strategy that it is about; null = the run. */
  strategy: string | null
  /** The fault point; left out = the only one of the preset, or the whole of its matrix. */
  point?: FaultPoint
  /** What is claimed about it: "operations that fail". */
  metric: string
  unit: Unit
  /** As the article has it. */
  published: string
  figure: PublishedFigure
  /** Null where arithmetic alone says nothing. @param strategy as it stands in the run */
  arithmetic?: (spec: ExperimentSpec, strategy: StrategyChoice) => Arithmetic | null
  measure: (evidence: Evidence) => Measured
}

/** A printed figure: "3.1 s" is 3100 within 50. @param within half a unit of its last digit, in the unit of `value` */
export function figure(value: number, within: number): PublishedFigure {
  return { kind: 'value', value, within }
}

export function between(from: number, to: number): PublishedFigure {
  return { kind: 'range', from, to }
}

export function atLeast(from: number): PublishedFigure {
  return { kind: 'range', from, to: Infinity }
}

export function atMost(to: number): PublishedFigure {
  return { kind: 'range', from: 0, to }
}

export const NO_FIGURE: PublishedFigure = { kind: 'none' }
