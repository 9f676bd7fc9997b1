/** One trial in the supervisor: let the engine run it, store its attempts on the way and its result at the end. */
import type { PlannedTrial } from '@/lib/core/experiment/plan'
import { scheduleOf } from '@/lib/core/experiment/schedule'
import type { ReceiptLine } from '@/lib/core/fault/receipt'
import { tallyAttempts } from '@/lib/core/fault/receipt-losses'
import { receiptOf, receiptProblems } from '@/lib/core/fault/receipt-of'
import type { ArmSummary } from '@/lib/core/summary/arm-summary'
import { Histogram, type HistogramData } from '@/lib/core/summary/histogram'
import { judgeQuality } from '@/lib/core/summary/quality'
import type { TrialReport } from '@/lib/core/summary/report'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { encodeAttempts } from '@/lib/db/attempt-codec'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { appendBatch, checkpoint, finishTrial } from '@/lib/db/record-trial'
import type { TrialResult } from '@/lib/engine/trial'
import { keyPrefixOf, type Lab } from '@/lib/lab/lab'
import type { Engine } from './engine'
import { writePatiently } from './patient-write'
import type { ProgressTracker } from './progress'
import { TrialLedger } from './trial-ledger'
import { TrialRecording } from './trial-recording'
import type { WorkerPorts } from './worker-ports'

/** What the next trial has to know about the one before it, to say how long it took to get to work. */
export interface TrialTimes {
  operationsEndMs: number
  quiesceMs: number
}

export interface TrialContext {
  run: ClaimedRun
  ports: WorkerPorts
  engine: Engine
  lab: Pick<Lab, 'address' | 'directory' | 'underLease'>
  progress: ProgressTracker
  /** Null for the first trial on this engine: clocks of two threads cannot be compared. */
  before: TrialTimes | null
}

/**
 * Runs a trial and stores it. When it throws, nothing of the trial counts; its batches are left for the caller to drop.
 * @throws the signal's reason, a LabError, an EngineError, a DatabaseError or a FencedOutError
 */
export async function runOneTrial(
  trial: PlannedTrial,
  { run, ports, engine, lab, progress, before }: TrialContext,
  signal: AbortSignal,
): Promise<TrialTimes> {
  const { db, log } = ports
  const storing = new AbortController()
  const recording = new TrialRecording(
    run.spec.strategies.length,
    (sequence, columns) => {
      const batch = {
        trialIndex: trial.index,
        sequence,
        rows: columns.length,
        data: encodeAttempts(columns),
      }
      return writePatiently(() => appendBatch(run, batch, db), log)
    },
    // A trial whose attempts cannot be stored is not worth its time.
    (error) => storing.abort(error),
  )
  const ledger = new TrialLedger(run, { trialIndex: trial.index, lab: lab.directory }, ports, (error) =>
    storing.abort(error),
  )
  progress.trialBegins(trial, recording.live)
  const runTrial = () =>
    engine.runTrial(
      {
        spec: run.spec,
        seed: run.seed,
        trial,
        keyPrefix: `${keyPrefixOf(lab.address)}${run.runId}/${trial.index}/`,
      },
      {
        phase: (phase) => progress.trialPhase(phase),
        attempts: (columns) => recording.add(columns),
        intend: (entries) => ledger.intend(entries),
        ledger: (entry) => ledger.changed(entry),
      },
      AbortSignal.any([signal, storing.signal]),
    )
  const result = await lab.underLease(runTrial).finally(() => ledger.flush())
  await recording.flush()
  const arms = summariseTrial(recording.attempts(), result.shed)
  const steps = scheduleOf(run.spec, trial.point)
  const receipt = receiptOf(steps, result.evidence, tallyAttempts(recording.attempts(), steps))
  const report = reportOf(trial, run.spec.trialDurationMs, result, receipt, arms, before)
  await writePatiently(() => finishTrial(run, { report, arms }, db), log)
  progress.trialFinished()
  await checkpointBetweenTrials(ports)
  return { operationsEndMs: result.operationsEndMs, quiesceMs: result.quiesceMs }
}

function reportOf(
  { index, pointIndex, repetition }: PlannedTrial,
  windowMs: number,
  result: TrialResult,
  receipt: ReceiptLine[],
  arms: readonly ArmSummary[],
  before: TrialTimes | null,
): TrialReport {
  const { longestStallMs, quiesceMs, startedAt, ledger } = result
  const { quality, reasons } = judgeQuality({
    startLatenessP99Ms: p99(arms.map((arm) => arm.startLatenessMs)),
    timerErrorP99Ms: p99(arms.map((arm) => arm.timerErrorMs)),
    longestStallMs,
    shed: result.shed.reduce((sum, count) => sum + count, 0),
    faultProblems: [...result.faultProblems, ...receiptProblems(receipt)],
  })
  const gapMs = before && result.windowBeginMs - before.operationsEndMs - before.quiesceMs
  return {
    ...{ index, pointIndex, repetition, quality, qualityReasons: reasons },
    ...{ startedAt, windowMs, gapMs, quiesceMs, ledger, receipt, longestStallMs },
  }
}

function p99(parts: readonly HistogramData[]): number | null {
  const all = new Histogram()
  for (const part of parts) all.merge(Histogram.fromJSON(part))
  return all.quantile(0.99)
}

async function checkpointBetweenTrials({ db, log }: WorkerPorts): Promise<void> {
  try {
    await checkpoint(db)
  } catch (error) {
    // SQLite does it by itself later; it only comes at a worse moment.
    log.warn({ err: error }, 'the write-ahead log could not be moved into the database file')
  }
}
