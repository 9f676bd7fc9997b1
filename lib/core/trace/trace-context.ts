/** What the spans of a trial share. */
import type { ExperimentSpec } from '../experiment/spec'
import { describeFaultPoint } from '../fault/fault-point'
import { planTrials } from '../experiment/plan'
import type { LedgerEntry } from '../fault/ledger'
import type { Attributes } from './span'
import { ATTRIBUTE } from './attributes'
import type { TrialWindow } from './trial-window'

export interface TraceContext {
  runId: string
  runNumber: number
  /** Index from 0. */
  trial: number
  spec: Pick<ExperimentSpec, 'strategies' | 'operationDeadlineMs' | 'target' | 'workload'>
  /** "100 ms · 6 switches/min". */
  faultPoint: string
  ledger: readonly LedgerEntry[]
  windows: readonly TrialWindow[]
}

/** The context of a run's trial. @throws RangeError when the spec has no such trial */
export function traceContextOf(
  run: { id: string; number: number; spec: ExperimentSpec },
  trial: { index: number; ledger: readonly LedgerEntry[]; windows: readonly TrialWindow[] },
): TraceContext {
  const planned = planTrials(run.spec).find(({ index }) => index === trial.index)
  if (!planned) throw new RangeError(`the spec of run ${run.number} has no trial ${trial.index}`)
  return {
    ...{ runId: run.id, runNumber: run.number, spec: run.spec },
    ...{ trial: trial.index, ledger: trial.ledger, windows: trial.windows },
    faultPoint: describeFaultPoint(planned.point, run.spec.matrix.loss.mode),
  }
}

/** Attributes that every span of a trial has. */
export function trialAttributes({ runId, runNumber, trial, faultPoint }: TraceContext): Attributes {
  return {
    [ATTRIBUTE.runId]: runId,
    [ATTRIBUTE.runNumber]: runNumber,
    [ATTRIBUTE.trial]: trial + 1,
    [ATTRIBUTE.faultPoint]: faultPoint,
  }
}
