/** One trial in the supervisor: let the engine run it, store its attempts on the way and its result at the end. */
import type { PlannedTrial } from '@/lib/core/experiment/plan'
import { scheduleOf } from '@/lib/core/experiment/schedule'
import { faultOf } from '@/lib/core/fault/registry'
import type { TrialPhase } from '@/lib/core/summary/report'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { growReport } from '@/lib/db/growing-reports'
import { checkpoint, finishTrial } from '@/lib/db/record-trial'
import { keyPrefixOf } from '@/lib/lab/cluster-terms'
import type { Lab } from '@/lib/lab/lab'
import type { AttemptStore } from '../recording/attempt-store'
import type { Engine } from '../engine/engine'
import { writePatiently } from '../patient-write'
import type { ProgressTracker } from './progress'
import { MemberWatch } from './member-watch'
import { judgeTrial, type TrialTimes } from '../judging/judge-trial'
import { TrialLedger } from './trial-ledger'
import { TrialRecording } from '../recording/trial-recording'
import type { WorkerPorts } from '../worker-ports'

export interface TrialContext {
  run: ClaimedRun
  ports: WorkerPorts
  engine: Engine
  recorder: AttemptStore
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
  { run, ports, engine, recorder, lab, progress, before }: TrialContext,
  signal: AbortSignal,
): Promise<TrialTimes> {
  const { db, log, telemetry } = ports
  const storing = new AbortController()
  const recording = new TrialRecording(
    run.spec.strategies.length,
    async (sequence, columns) => {
      const data = await recorder.store(run, { trialIndex: trial.index, sequence, columns })
      telemetry.stored(columns.length)
      return data
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
    disturbed: disturbsCluster(run, trial),
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
  const result = await lab
    .underLease(runTrial)
    .catch(async (error: unknown) => {
      await recording.abandon()
      throw error
    })
    .finally(() => {
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
  await growBetweenTrials(run, ports)
  return { operationsEndMs: result.operationsEndMs, quiesceMs: result.quiesceMs }
}

/** Toxics act on what callers see of the cluster; everything else acts on the cluster itself. */
function disturbsCluster({ spec }: ClaimedRun, { point }: PlannedTrial): boolean {
  return scheduleOf(spec, point).some((step) =>
    faultOf(step)
      .needs(step.params)
      .some((capability) => capability !== 'toxics'),
  )
}

async function checkpointBetweenTrials({ db, log }: WorkerPorts): Promise<void> {
  try {
    await checkpoint(db)
  } catch (error) {
    // SQLite does it by itself later; it only comes at a worse moment.
    log.warn({ err: error }, 'the write-ahead log could not be moved into the database file')
  }
}

async function growBetweenTrials(
  { runId, number, spec }: ClaimedRun,
  { db, log }: WorkerPorts,
): Promise<void> {
  try {
    await growReport({ id: runId, number, spec }, db)
  } catch (error) {
    // At the end of the run it is tried again, and a run whose trials cannot be read is failed there.
    log.warn({ err: error }, 'the report of the run could not be prepared')
  }
}
