/** Profiles in words. */
import { count, counted, milliseconds, percent } from '@/components/format/figures'
import { PROMISES_PER_SAMPLE, type FlameView } from '@/lib/core/profile/profile'
import type { ProfileView } from '@/lib/core/profile/profile-view'

export type FlameUnit = 'ms' | 'pending'

export const VIEW_TITLES: Record<FlameView, string> = {
  cpu: 'CPU time',
  peak: 'Pending at its peak',
  abandoned: 'Pending for callers that had gone',
  left: 'Left at the end',
}

export function unitOf(view: FlameView): FlameUnit {
  return view === 'cpu' ? 'ms' : 'pending'
}

/** "12.3 ms", "87 pending". */
export function valueWords(value: number, unit: FlameUnit): string {
  return unit === 'ms' ? milliseconds(value) : `${count(value)} pending`
}

export function shareWords(value: number, all: number): string {
  return percent(all === 0 ? null : value / all)
}

/** What the picture shows, when, and what it leaves out. */
export function viewExplanation(view: FlameView, profile: ProfileView): string {
  const total = profile.flames[view].tree.total
  const takenAtMs = profile.takenAtMs[view]
  const at = takenAtMs === null ? '' : ` at ${(takenAtMs / 1000).toFixed(1)} s`
  switch (view) {
    case 'cpu':
      return `What the measuring thread computed: ${milliseconds(total)} of ${seconds(profile.durationMs)} (${percent(profile.busyShare)}), the rest it waited. ${count(profile.cpuSamples)} samples, one each ${milliseconds(profile.cpuIntervalMs)}. What only waits does not show here.`
    case 'peak':
      return `Timers, calls and promises not yet settled${at}, when most were: ${count(total)}, by the code that created them. Promises are sampled: one in ${PROMISES_PER_SAMPLE} stands for all. Looked at each ${milliseconds(profile.healthIntervalMs)}.`
    case 'abandoned':
      return total === 0
        ? 'Timers and calls that were pending 100 ms and more after their caller had its answer or had left: none was seen.'
        : `Timers and calls that were pending 100 ms and more after their caller had its answer or had left: ${count(total)}${at}, per strategy when it had most, by the code that created them.`
    case 'left':
      return `What was still pending or open${at}, after the last operation had ended, everything had settled, and garbage was collected: ${count(total)}. Channels keep timers and sockets of their own, also below the strategy that happened to need one; they hold nothing up.`
  }
}

/** What recording cost in this trial. */
export function costWords({ recordingShare }: Pick<ProfileView, 'recordingShare'>): string {
  return `Recording took ${percent(recordingShare)} of the thread’s computing time in this trial, V8’s own sampling not counted: its latencies and its throughput are not those of a trial that is not recorded.`
}

/** Which trials are recorded. */
export function recordedNote(recorded: number, trials: number): string {
  return recorded === 0 ? 'not recorded' : `${count(recorded)} of ${counted(trials, 'trial')} recorded`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
