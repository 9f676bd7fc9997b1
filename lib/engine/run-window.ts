/** One fault window: inject, load some arms, run the schedule, heal when the last operation has ended, quiesce. */
import { setMaxListeners } from 'node:events'
import { scheduleOf } from '../core/experiment/schedule'
import type { WindowEvidence } from '../core/fault/evidence'
import { lookIntervalMs } from '../core/fault/cluster-looks'
import type { FaultStep } from '../core/fault/fault'
import { leaderSwitchTimes } from '../core/fault/fault-point'
import type { LedgerEntry } from '../core/fault/ledger'
import { drawLoss, lossWindows } from '../core/fault/loss-draw'
import { settleDelayMs } from '../core/fault/settling'
import type { AttemptRecord } from '../core/history/attempt'
import type { LoopDelays } from '../core/history/loop-delays'
import { RANDOM_PURPOSE, streamOf } from '../core/random/stream'
import type { TrialSeries } from '../core/history/series'
import { generateLoad, type LoadedArm } from './load'
import type { ArmWindow } from './operation'
import type { Client, EnginePorts, ProfileRecording } from './ports'
import { UnknownOutcomes } from './quiesce'
import { ScheduleRunner } from './run-schedule'
import { WindowSampler } from './sample-window'
import type { TrialInput } from './trial'
import { watchLeader } from './watch-leader'
import { WindowWitness } from './witness'

export interface WindowInput {
  input: TrialInput
  ports: EnginePorts
  /** Aborted from outside to end the window, and by the window when one part of it fails. */
  stopping: AbortController
  /** One per strategy of the spec. */
  clients: readonly Client[]
  /** The arms that are loaded in this window, ascending. */
  arms: readonly number[]
  /** Null = the trial is not recorded with a profile. */
  profile: ProfileRecording | null
}

export interface WindowResult {
  startedAt: string
  beginMs: number
  operationsEndMs: number
  quiesceMs: number
  ledger: LedgerEntry[]
  evidence: WindowEvidence
  series: TrialSeries[]
  longestStallMs: number
  /** Null = nobody knows. */
  loopDelays: LoopDelays | null
  /** In the order of `arms`. */
  shed: number[]
  faultProblems: string[]
}

/** Runs the window; when it throws, no operation of it is left, but faults may still be set. */
export async function runWindow(window: WindowInput): Promise<WindowResult> {
  const { input, ports, stopping, arms } = window
  const { clock, faults, loop, observer } = ports
  const { signal } = stopping
  const { trial, spec } = input
  signal.throwIfAborted()
  const steps = scheduleOf(spec, trial.point)
  const unknown = new UnknownOutcomes()
  const schedule = new ScheduleRunner({
    steps,
    ports,
    signal,
    arm: soleArm(window),
    disturbed: (span) => unknown.addDisturbance(span),
  })
  const arm = soleArm(window)
  const witness = new WindowWitness(ports, { arm, steps, isCluster: spec.target.kind === 'etcd' })
  await witness.prepare(signal)
  observer.phase('inject')
  await schedule.prepare()

  loop.takeLongestStallMs()
  loop.takeDelays?.()
  observer.phase('window')
  const startedAt = clock.wallTime().toISOString()
  const beginMs = clock.nowMs()
  const endMs = beginMs + spec.trialDurationMs
  const shared = { beginMs, drawLoss: lossDraw(window, steps, beginMs) }
  const loaded = arms.map((arm, position) => loadedArm(window, arm, position, shared, unknown))
  const sampler = new WindowSampler({ clock, beginMs, windowMs: spec.trialDurationMs, arms: loaded })
  const watchOver = new AbortController()
  // Every sleep between two looks listens.
  setMaxListeners(0, watchOver.signal)
  const watching = watchForThem(
    window,
    loaded,
    { witness: witness.watchesCluster ? witness : null, everyMs: lookIntervalMs(steps) },
    watchOver.signal,
  )
  const probing = witness.probe(beginMs, watchOver.signal)
  const sampling = sampler.run(watchOver.signal)
  const loads = loaded.map((arm) => loadAndClose(arm, endMs))
  const loadsOver = Promise.allSettled(loads).then(() => watchOver.abort())
  const disturbing = schedule.run(beginMs)
  const windowOver = clock.sleepUntil(endMs, signal).then(() => observer.phase('drain'))
  const parts = [...loads, loadsOver, watching, probing, sampling, windowOver]
  try {
    await Promise.race([Promise.all(parts), failureOf(disturbing)])
  } catch (error) {
    stopping.abort(error)
    await Promise.allSettled([...parts, disturbing])
    throw error
  }
  const operationsEndMs = clock.nowMs()
  const longestStallMs = loop.takeLongestStallMs()
  const loopDelays = loop.takeDelays?.() ?? null

  observer.phase('heal')
  await schedule.finish()
  await faults.heal()
  observer.phase('quiesce')
  const quiesceFromMs = clock.nowMs()
  const settledMs = beginMs + unknown.settledMs(settleDelayMs(steps), operationsEndMs - beginMs)
  if (settledMs > quiesceFromMs) await clock.sleepUntil(settledMs, signal)
  const ledger = schedule.entries
  const evidence = await witness.collect()
  return {
    startedAt,
    beginMs,
    operationsEndMs,
    quiesceMs: clock.nowMs() - quiesceFromMs,
    ledger,
    evidence,
    series: sampler.series,
    longestStallMs,
    loopDelays,
    shed: await Promise.all(loads),
    faultProblems: [...withoutSwitches(window), ...ledger.flatMap(problemOf)],
  }
}

/** Rejects when the promise does; never resolves. */
function failureOf(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => void promise.catch(reject))
}

/** A rate so low, or a window so short, that no switch is ever due: a fault that was asked for and not given. */
function withoutSwitches({ input: { spec, trial } }: WindowInput): string[] {
  const rate = trial.point.leaderSwitchesPerMinute
  if (rate === 0 || leaderSwitchTimes(rate, spec.trialDurationMs).length > 0) return []
  return [
    `no leader switch fell into the window: at ${rate} a minute the first is due after ${30_000 / rate} ms, and the window is ${spec.trialDurationMs} ms`,
  ]
}

function problemOf({ confirmed, what, plannedStartMs, problem }: LedgerEntry): string[] {
  if (confirmed && problem === null) return []
  const fault = `the fault "${what}" due at ${Math.round(plannedStartMs)} ms`
  return [
    confirmed
      ? `${fault} did not go as planned: ${problem}`
      : `${fault} did not happen: ${problem ?? 'not confirmed'}`,
  ]
}

/** Watches the leader for the witness, and for the strategies of these arms that want it. Ended by its signal alone: the loads end in any case. */
function watchForThem(
  { input, ports: { clock, leaders } }: WindowInput,
  loaded: readonly LoadedArm[],
  { witness, everyMs }: { witness: WindowWitness | null; everyMs: number },
  signal: AbortSignal,
): Promise<void> {
  return watchLeader({
    ...{ clock, leaders, attemptTimeoutMs: input.spec.attemptTimeoutMs, signal },
    watches: loaded.flatMap(({ strategy }) => strategy.leaderWatch ?? []),
    witness: witness && { everyMs, seen: (...look) => witness.clusterSeen(...look) },
  })
}

/** The arm whose window this is, where arms run one after the other; null = all at once. */
function soleArm({ input: { spec }, arms }: WindowInput): number | null {
  return spec.arms === 'sequential' ? (arms[0] ?? null) : null
}

async function loadAndClose(arm: LoadedArm, endMs: number): Promise<number> {
  try {
    return await generateLoad(arm, endMs)
  } finally {
    arm.strategy.close?.()
  }
}

/** Draws the luck of an attempt, without the arm: all strategies meet the same. Null where nothing is ever lost. */
function lossDraw(
  { input: { seed, trial } }: WindowInput,
  steps: readonly FaultStep[],
  beginMs: number,
): ArmWindow['drawLoss'] {
  const windows = lossWindows(steps)
  if (windows.length === 0) return null
  return (operation, attempt, startMs) =>
    drawLoss(windows, startMs - beginMs, streamOf(seed, RANDOM_PURPOSE.loss, trial.index, operation, attempt))
}

function loadedArm(
  { input: { spec, seed, trial }, ports, stopping, clients, arms, profile }: WindowInput,
  arm: number,
  position: number,
  shared: Pick<ArmWindow, 'beginMs' | 'drawLoss'>,
  unknown: UnknownOutcomes,
): LoadedArm {
  const choice = spec.strategies[arm]
  const client = clients[arm]
  if (!choice || !client) throw new Error(`arm ${arm} has no strategy or no client`)
  return {
    window: {
      ...shared,
      arm,
      clock: ports.clock,
      client,
      members: ports.target.members.length,
      endpoints: spec.workload.endpoints,
      attemptTimeoutMs: spec.attemptTimeoutMs,
      operationDeadlineMs: spec.operationDeadlineMs,
      signal: stopping.signal,
      profile,
      record: (attempt: AttemptRecord) => {
        ports.recorder.record(attempt)
        unknown.observe(attempt)
      },
    },
    workload: spec.workload,
    strategy: ports.strategies(choice.use, choice.params),
    seed,
    trial: trial.index,
    phase: position / arms.length,
  }
}
