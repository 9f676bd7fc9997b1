/** Works on a claimed run until it ends, and leaves no lab behind. */
import { cpus, release, type as operatingSystem } from 'node:os'
import { memberProblems } from '@/lib/core/experiment/capability-problems'
import { capabilitiesNeeded } from '@/lib/core/experiment/schedule'
import type { RunEnvironment } from '@/lib/core/summary/report'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { writeEnvironment } from '@/lib/db/keep-run'
import { dropBatches } from '@/lib/db/record-trial'
import type { Lab } from '@/lib/lab/lab'
import { checkCapabilities, checkMembers } from '@/lib/lab/lab-capabilities'
import { LabLimitError, LabStuckError } from '@/lib/lab/lab-error'
import type { AttemptStore } from '../recording/attempt-store'
import { LabSession } from '../lab/lab-session'
import { writePatiently } from '../patient-write'
import { ProgressTracker } from './progress'
import { nameStuckBefore, reconcileClosedLab } from '../lab/reconcile-faults'
import { endOf, RunStopped, type RunEnd } from './run-end'
import type { TrialTimes } from '../judging/judge-trial'
import { runOneTrial } from './run-one-trial'
import { watchRun } from './run-watch'
import { storeEnd, storeEndWhenPossible } from './store-end'
import type { WorkerPorts } from '../worker-ports'

/**
 * Does the run's remaining trials and stores how it ended; never throws.
 * @param shutdown aborted when the worker has to end: the run goes back into the queue
 */
export async function executeRun(
  run: ClaimedRun,
  ports: WorkerPorts,
  shutdown: AbortSignal,
): Promise<RunEnd> {
  const { log } = ports
  const stopping = new AbortController()
  const stop = (end: RunStopped['end']) => stopping.abort(new RunStopped(end))
  const release = () => stop({ kind: 'released' })
  shutdown.addEventListener('abort', release, { once: true })
  if (shutdown.aborted) release()
  const progress = new ProgressTracker(run)
  const watch = watchRun(run, ports, () => progress.current(), stop)
  const needs = new Set(capabilitiesNeeded(run.spec))
  const recorder = ports.startRecorder()
  const session = new LabSession(ports, run.runId, needs, run.spec.target)
  log.info({ runId: run.runId, number: run.number, trials: run.remainingTrials.length }, 'run begins')
  let end: RunEnd
  try {
    if (run.remainingTrials.length > 0)
      await runTrials(run, ports, { session, recorder, progress }, stopping.signal)
    end = { kind: 'completed' }
  } catch (error) {
    end = endOf(error)
    if (end.kind === 'failed') log.error({ err: error, runId: run.runId }, 'the run failed')
    if (error instanceof LabStuckError) await nameStuckBefore(run, error.message, ports)
  }
  await watch.stop()
  await recorder.close()
  const stored = await storeEnd(run, end, ports)
  shutdown.removeEventListener('abort', release)
  // Gives back the disk space of the lab, too.
  await closeLab(run, session, ports)
  end = stored.isStored ? stored.end : await storeEndWhenPossible(run, stored.end, ports, shutdown)
  ports.telemetry.runEnded(end.kind)
  log.info({ runId: run.runId, number: run.number, end: end.kind }, 'run ended')
  return end
}

/** What works on a run, from its begin to its end. */
interface RunParts {
  session: LabSession
  recorder: AttemptStore
  progress: ProgressTracker
}

async function runTrials(
  run: ClaimedRun,
  ports: WorkerPorts,
  { session, recorder, progress }: RunParts,
  stopping: AbortSignal,
): Promise<void> {
  await session.start(stopping)
  checkCapabilities(session.lab.capabilities, capabilitiesNeeded(run.spec))
  checkMembers(memberProblems(run.spec, session.lab.address.members.length))
  await writePatiently(() => writeEnvironment(run, environmentOf(session.lab), ports.db), ports.log)
  let before: TrialTimes | null = null
  for (const trial of run.remainingTrials) {
    const tryOnce = () =>
      runOneTrial(
        trial,
        { run, ports, engine: session.engine, recorder, lab: session.lab, progress, before },
        AbortSignal.any([stopping, session.broken]),
      )
    try {
      before = await tryOnce()
    } catch (error) {
      stopping.throwIfAborted()
      const end = endOf(error)
      const isFinal = error instanceof LabLimitError
      if (end.kind !== 'failed' || end.cause !== 'lab' || isFinal) throw error
      ports.log.warn({ err: error, runId: run.runId, trial: trial.index }, 'trial is repeated on a new lab')
      progress.labStarting()
      const stuck = await closeLab(run, session, ports)
      await writePatiently(() => dropBatches(run, trial.index, ports.db), ports.log)
      await session.start(stopping)
      // The same lab taken again was cleared first; another one says nothing about what is left in the first.
      if (stuck && stuck.lab !== session.lab.directory) throw new LabStuckError(stuck.problem)
      before = null
      before = await tryOnce()
    }
  }
  progress.finishing()
}

/**
 * Ends the lab; what was written down of its faults goes with it, unless it could not be ended in order.
 * @returns where faults are stuck, and why; null when none are
 */
async function closeLab(
  run: ClaimedRun,
  session: LabSession,
  ports: WorkerPorts,
): Promise<{ lab: string; problem: string } | null> {
  const closed = await session.close()
  const problem = closed && (await reconcileClosedLab(run, closed, ports))
  return closed && problem !== null ? { lab: closed.directory, problem } : null
}

function environmentOf(lab: Lab): RunEnvironment {
  const processors = cpus()
  return {
    driver: lab.address.driver,
    etcdVersion: lab.etcdVersion,
    toxiproxyVersion: lab.toxiproxyVersion,
    nodeVersion: process.version,
    platform: `${operatingSystem()} ${release()} ${process.arch}`,
    cpus: processors.length,
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
  }
}
