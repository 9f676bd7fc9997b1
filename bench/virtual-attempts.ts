/**
 * Attempts as a run makes them, without a lab: the engine in virtual time against a network with latency, jitter, loss and
 * leader switches, so that a benchmark has as many as it wants of them within seconds.
 */
import { planTrials, type PlannedTrial } from '@/lib/core/experiment/plan'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { streamOf } from '@/lib/core/random/stream'
import { runTrial } from '@/lib/engine/run-trial'
import type { AttemptReply, Recorder } from '@/lib/engine/ports'
import type { TrialResult } from '@/lib/engine/trial'
import { VirtualLab } from '@/lib/engine/virtual-lab'

/** What etcd answers while it has no leader, and for how long after a switch. */
const NO_LEADER: AttemptReply = { outcome: 'fail', errorClass: 'no-leader' }
/** Tells revisions, too, which strategies with safe writes ask for. */
const OK: AttemptReply = { outcome: 'ok', errorClass: 'none', modRevision: '1', isApplied: false }
const ELECTION_MS = 300
/** How late a real timer fires, at most; virtual ones are exact, which would compress too well. */
const TIMER_LATE_MS = 1.2

/** Runs one trial of a spec in virtual time; every attempt goes to the recorder. */
export function virtualTrial(
  spec: ExperimentSpec,
  trial: PlannedTrial,
  recorder: Recorder,
  seed = 1,
): Promise<TrialResult> {
  const random = streamOf(seed, 77, trial.index)
  const { latencyMs, jitterMs } = trial.point
  let leaderlessUntilMs = -1
  const lab = new VirtualLab(({ loss }, atMs) => {
    const roundTripMs = 0.4 + 0.6 * random.next() + TIMER_LATE_MS * random.next()
    if (loss !== undefined) return { afterMs: Infinity, reply: OK }
    if (atMs < leaderlessUntilMs) return { afterMs: roundTripMs, reply: NO_LEADER }
    const addedMs = Math.max(0, latencyMs + Math.floor(jitterMs * (2 * random.next() - 1)))
    return { afterMs: roundTripMs + addedMs, reply: OK }
  })
  const move = lab.moveLeader
  lab.moveLeader = () => {
    leaderlessUntilMs = lab.clock.nowMs() + ELECTION_MS
    return move()
  }
  const ports = { ...lab.ports, recorder }
  const never = new AbortController().signal
  return lab.clock.run(runTrial({ spec, seed, trial, keyPrefix: 'bench/' }, ports, never))
}

/** The trials of a spec that can be run in virtual time. */
export function trialsOf(spec: ExperimentSpec): PlannedTrial[] {
  return planTrials(spec)
}
