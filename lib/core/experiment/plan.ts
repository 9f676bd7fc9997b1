/** From a spec to its trials, and how long they will take. Pure: same spec, same plan. */
import type { FaultPoint } from '../fault/fault-point'
import { leavesUnknownOutcomes, settleDelayMs, UNKNOWN_OUTCOME_MS } from '../fault/settling'
import { faultPoints } from './fault-points'
import { scheduleOf } from './schedule'
import { builtInCatalogue } from '../strategy/catalogue'
import type { ExperimentSpec } from './spec'

export interface PlannedTrial {
  /** Order of execution, from 0; also the trial's address in random streams. */
  index: number
  pointIndex: number
  point: FaultPoint
  /** From 0. */
  repetition: number
}

/** All trials in order: every point once, then every point again, so that slow drift of the machine hits all alike. */
export function planTrials(spec: ExperimentSpec): PlannedTrial[] {
  const points = faultPoints(spec.matrix)
  return Array.from({ length: spec.repetitions }, (_, repetition) =>
    points.map((point, pointIndex) => ({
      index: repetition * points.length + pointIndex,
      pointIndex,
      point,
      repetition,
    })),
  ).flat()
}

/** Expected time around the fault window of a trial (connections, toxics, clean-up), measured on two cores. */
export const TRIAL_OVERHEAD_MS = 400
/** Expected time to start the lab, once per run. */
export const LAB_START_MS = 2_500

/** How long one trial takes at least and at most: a leader switch that leaves unknown outcomes makes it wait longer. */
export function estimateTrial(spec: ExperimentSpec, point: FaultPoint): { minMs: number; maxMs: number } {
  const windows = spec.arms === 'sequential' ? spec.strategies.length : 1
  const steps = scheduleOf(spec, point)
  const settleMs = settleDelayMs(steps)
  const minMs = windows * (spec.trialDurationMs + TRIAL_OVERHEAD_MS + settleMs)
  const leavesUnknown = steps.some(leavesUnknownOutcomes)
  const tailMs =
    windows * (spec.operationDeadlineMs + workBehindMs(spec) + (leavesUnknown ? UNKNOWN_OUTCOME_MS : 0))
  return { minMs, maxMs: minMs + (steps.length > 0 ? tailMs : 0) }
}

/** How long a strategy may go on after its last caller has left: a trial waits for the longest. */
function workBehindMs({ strategies, attemptTimeoutMs }: ExperimentSpec): number {
  const each = strategies.map(
    ({ use, params }) => builtInCatalogue.find(use)?.workBehindMs?.(params, attemptTimeoutMs) ?? 0,
  )
  return Math.max(0, ...each)
}

export interface PlanEstimate {
  points: number
  trials: number
  strategies: number
  minMs: number
  maxMs: number
}

/** Size and length of an experiment, without expanding its trials. */
export function estimatePlan(spec: ExperimentSpec): PlanEstimate {
  const points = faultPoints(spec.matrix)
  const perPass = points.map((point) => estimateTrial(spec, point))
  const sum = (pick: 'minMs' | 'maxMs') => perPass.reduce((total, trial) => total + trial[pick], 0)
  return {
    points: points.length,
    trials: points.length * spec.repetitions,
    strategies: spec.strategies.length,
    minMs: LAB_START_MS + spec.repetitions * sum('minMs'),
    maxMs: LAB_START_MS + spec.repetitions * sum('maxMs'),
  }
}
