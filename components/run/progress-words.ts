/** What a run does right now, in plain words. */
import { isLive } from '@/components/data/queries'
import { duration, timeLeft } from '@/components/format/duration'
import { count, counted } from '@/components/format/figures'
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

/** One phrase for the phase a run is in; how it ended, once it has. */
export function phaseWords(
  report: Pick<RunReport, 'status' | 'cancelRequested' | 'trials' | 'totalTrials'>,
  progress: RunProgress | null,
  /** Number of the run that the worker is busy with; null when none is. */
  busyWith: number | null = null,
): string {
  if (report.status === 'queued')
    return busyWith === null ? 'waiting for a worker' : `waiting for run ${busyWith} to end`
  // A run that has ended has no progress any more, and whoever lists it may not know yet that it has.
  if (report.status !== 'running') return report.status
  if (report.cancelRequested) return 'stopping: faults are taken away, finished trials stay'
  // Also of one whose trials were all there when it was taken up again: no lab is started for it.
  if (progress?.phase === 'finishing' || allAreStored(report)) return 'finishing'
  if (!progress || progress.phase === 'starting-lab') return 'starting the lab'
  return progress.trial ? TRIAL_WORDS[progress.trial.phase] : 'between two trials'
}

/** "trial 3 of 8: 100 ± 50 ms · 12 switches/min, repetition 2"; null between trials. */
export function trialWords(report: Pick<RunReport, 'spec'>, progress: RunProgress | null): string | null {
  if (!progress?.trial) return null
  const { index, point, repetition } = progress.trial
  const again = report.spec.repetitions > 1 ? `, repetition ${repetition + 1}` : ''
  return `trial ${index + 1} of ${progress.totalTrials}: ${describeFaultPoint(point, report.spec.matrix.loss.mode)}${again}`
}

/** "about 12 s left"; null where nobody can tell, or {@link phaseWords} says it: waiting, stopping, finishing, ended. */
export function leftWords(
  report: Pick<RunReport, 'status' | 'cancelRequested' | 'trials' | 'totalTrials'>,
  progress: RunProgress | null,
): string | null {
  if (!progress || progress.phase === 'finishing' || report.status !== 'running') return null
  return report.cancelRequested || allAreStored(report) ? null : timeLeft(progress.remainingMs)
}

/** When a run that has not ended was started, "1 min 20 s ago": a run that was cancelled and taken up again was not at work all the time since. */
export function startedWords(
  { status, startedAt }: Pick<RunReport, 'status' | 'startedAt'>,
  nowMs: number,
): string | null {
  if (startedAt === null || !isLive(status)) return null
  const seconds = Math.round(Math.max(0, nowMs - Date.parse(startedAt)) / 1000)
  return seconds === 0 ? 'just started' : `started ${duration(seconds * 1000)} ago`
}

/** "2 of 8 trials have ended and stay; the one under way is thrown away. “Resume” goes on from there.": what cancelling a run means. */
export function cancelWords({
  trials,
  totalTrials,
  progress,
}: Pick<RunReport, 'trials' | 'totalTrials' | 'progress'>): string {
  const isUnderWay = progress !== null && progress.trial !== null && !isStored(trials, progress)
  const lost = isUnderWay ? 'the one under way is thrown away' : 'none is under way'
  return trials.length === 0
    ? `No trial has ended yet; ${lost}. “Resume” begins with the first.`
    : `${count(trials.length)} of ${counted(totalTrials, 'trial')} ${trials.length === 1 ? 'has ended and stays' : 'have ended and stay'}; ${lost}. “Resume” goes on from there.`
}

/** Every trial is there: the run has only to be judged. */
function allAreStored({ trials, totalTrials }: Pick<RunReport, 'trials' | 'totalTrials'>): boolean {
  return totalTrials > 0 && trials.length >= totalTrials
}

/** The trial that the progress tells of is stored already: the progress has not been written since. */
function isStored(trials: RunReport['trials'], progress: RunProgress | null): boolean {
  return trials.some(({ index }) => index === progress?.trial?.index)
}

/** Operations so far, the trial under way included. */
export function operationsSoFar({
  arms,
  trials,
  progress,
}: Pick<RunReport, 'arms' | 'trials' | 'progress'>): number {
  const ended = arms.reduce((sum, arm) => sum + arm.operations, 0)
  // Counted once.
  if (isStored(trials, progress)) return ended
  return ended + (progress?.live ?? []).reduce((sum, arm) => sum + arm.operations, 0)
}

/** Share done, counting the part of the trial under way; in [0, 1]. */
export function shareDone(
  report: Pick<RunReport, 'trials' | 'totalTrials' | 'spec'>,
  progress: RunProgress | null,
): number {
  const windows = report.spec.arms === 'sequential' ? report.spec.strategies.length : 1
  const part =
    progress?.trial && !isStored(report.trials, progress)
      ? Math.min(0.95, Math.max(0, progress.trial.elapsedMs) / (report.spec.trialDurationMs * windows))
      : 0
  return Math.min(1, (report.trials.length + part) / Math.max(1, report.totalTrials))
}
