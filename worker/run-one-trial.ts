/** One trial in the supervisor: let the engine run it, store its attempts on the way and its result at the end. */
import type { PlannedTrial } from '@/lib/core/experiment/plan'
import type { TrialPhase } from '@/lib/core/summary/report'
import { encodeAttempts } from '@/lib/db/attempt-codec'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { appendBatch, checkpoint, finishTrial } from '@/lib/db/record-trial'
import { keyPrefixOf } from '@/lib/lab/cluster-terms'
import type { Lab } from '@/lib/lab/lab'
import type { Engine } from './engine'
import { writePatiently } from './patient-write'
import type { ProgressTracker } from './progress'
import { MemberWatch } from './member-watch'
import { judgeTrial, type TrialTimes } from './judge-trial'
import { TrialLedger } from './trial-ledger'
import { TrialRecording } from './trial-recording'
import type { WorkerPorts } from './worker-ports'

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
  const { db, log, telemetry } = ports
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
      return writePatiently(() => appendBatch(run, batch, db), log).then(() => telemetry.stored(batch.rows))
    },
    // A trial whose attempts cannot be stored is not worth its time.
    (error) => storing.abort(error),
  )
  const ledger = new TrialLedger(run, { trialIndex: trial.index, lab: lab.directory }, ports, (error) =>
    storing.abort(error),
  )
  progress.trialBegins(trial, recording.live)
  const members = new MemberWatch({
    address: lab.address,
    windowMs: run.spec.trialDurationMs,
    sequential: run.spec.arms === 'sequential',
  })
  const enter = (phase: TrialPhase) => {
    members.phase(phase)
    progress.trialPhase(phase)
    telemetry.phase(phase)
    log.debug({ runId: run.runId, trial: trial.index, phase }, 'trial phase')
  }
  const runTrial = () =>
    engine.runTrial(
      {
        spec: run.spec,
        seed: run.seed,
        trial,
        keyPrefix: `${keyPrefixOf(lab.address)}${run.runId}/${trial.index}/`,
      },
      {
        phase: enter,
        attempts: (columns) => {
          telemetry.attempts(columns)
          recording.add(columns)
        },
        intend: (entries) => ledger.intend(entries),
        ledger: (entry) => {
          telemetry.fault(entry)
          ledger.changed(entry)
        },
      },
      AbortSignal.any([signal, storing.signal]),
    )
  const result = await lab.underLease(runTrial).finally(() => {
    enter('record')
    return ledger.flush()
  })
  await recording.flush()
  const series = [...result.series, ...(await members.finish())]
  const finished = judgeTrial(run, trial, { ...result, series }, recording, before)
  await writePatiently(() => finishTrial(run, finished, db), log)
  telemetry.trialStored(run, finished)
  progress.trialFinished()
  await checkpointBetweenTrials(ports)
  return { operationsEndMs: result.operationsEndMs, quiesceMs: result.quiesceMs }
}

async function checkpointBetweenTrials({ db, log }: WorkerPorts): Promise<void> {
  try {
    await checkpoint(db)
  } catch (error) {
    // SQLite does it by itself later; it only comes at a worse moment.
    log.warn({ err: error }, 'the write-ahead log could not be moved into the database file')
  }
}
