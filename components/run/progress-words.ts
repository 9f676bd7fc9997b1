/** What a run does right now, in plain words. */
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { RunProgress, RunReport, TrialPhase } from '@/lib/core/summary/report'

const TRIAL_WORDS: Record<TrialPhase, string> = {
  'set-up': 'preparing the trial',
  inject: 'setting the faults',
  window: 'measuring under faults',
  drain: 'waiting for the last operations',
  heal: 'taking the faults away',
  quiesce: 'waiting until nothing is in flight any more',
  'clean-up': 'removing what the trial wrote',
  record: 'storing the trial',
}

/** One phrase for the phase a run is in. */
export function phaseWords(
  report: Pick<RunReport, 'status' | 'cancelRequested'>,
  progress: RunProgress | null,
  /** Number of the run that the worker is busy with; null when none is. */
  busyWith: number | null = null,
): string {
  if (report.status === 'queued')
    return busyWith === null ? 'waiting for a worker' : `waiting for run ${busyWith} to end`
  if (report.cancelRequested) return 'stopping: faults are taken away, finished trials stay'
  if (!progress || progress.phase === 'starting-lab') return 'starting etcd and Toxiproxy'
  if (progress.phase === 'finishing') return 'finishing'
  return progress.trial ? TRIAL_WORDS[progress.trial.phase] : 'between two trials'
}

/** "trial 3 of 8: 100 ± 50 ms · 12 switches/min, repetition 2"; null between trials. */
export function trialWords(report: Pick<RunReport, 'spec'>, progress: RunProgress | null): string | null {
  if (!progress?.trial) return null
  const { index, point, repetition } = progress.trial
  const again = report.spec.repetitions > 1 ? `, repetition ${repetition + 1}` : ''
  return `trial ${index + 1} of ${progress.totalTrials}: ${describeFaultPoint(point, report.spec.matrix.loss.mode)}${again}`
}

/** Operations so far, the trial under way included. */
export function operationsSoFar({
  arms,
  trials,
  progress,
}: Pick<RunReport, 'arms' | 'trials' | 'progress'>): number {
  const ended = arms.reduce((sum, arm) => sum + arm.operations, 0)
  // Stored already, and the progress has not been written since: counted once.
  if (trials.some(({ index }) => index === progress?.trial?.index)) return ended
  return ended + (progress?.live ?? []).reduce((sum, arm) => sum + arm.operations, 0)
}

/** Share done, counting the part of the trial under way; in [0, 1]. */
export function shareDone(
  report: Pick<RunReport, 'trials' | 'totalTrials' | 'spec'>,
  progress: RunProgress | null,
): number {
  const windows = report.spec.arms === 'sequential' ? report.spec.strategies.length : 1
  const part = progress?.trial
    ? Math.min(0.95, Math.max(0, progress.trial.elapsedMs) / (report.spec.trialDurationMs * windows))
    : 0
  return Math.min(1, (report.trials.length + part) / Math.max(1, report.totalTrials))
}
