/** One fault window: inject, load some arms, switch leaders, heal when the last operation has ended, quiesce. */
import { setMaxListeners } from 'node:events'
import { leaderSwitchTimes } from '../core/fault/fault-point'
import type { AttemptRecord } from '../core/history/attempt'
import type { LeaderSwitch } from '../core/summary/report'
import { generateLoad, type LoadedArm } from './load'
import type { Client, EnginePorts } from './ports'
import { UnknownOutcomes, type SwitchSpan } from './quiesce'
import type { TrialInput } from './trial'
import { watchLeader } from './watch-leader'

export interface WindowInput {
  input: TrialInput
  ports: EnginePorts
  /** Aborted from outside to end the window, and by the window when one part of it fails. */
  stopping: AbortController
  /** One per strategy of the spec. */
  clients: readonly Client[]
  /** The arms that are loaded in this window, ascending. */
  arms: readonly number[]
}

export interface WindowResult {
  startedAt: string
  beginMs: number
  operationsEndMs: number
  quiesceMs: number
  leaderSwitches: LeaderSwitch[]
  longestStallMs: number
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
  await faults.setLatency(trial.point)

  const unknown = new UnknownOutcomes()
  loop.takeLongestStallMs()
  observer.phase('window')
  const startedAt = clock.wallTime().toISOString()
  const beginMs = clock.nowMs()
  const endMs = beginMs + spec.trialDurationMs
  const loaded = arms.map((arm, position) => loadedArm(window, arm, position, beginMs, unknown))
  const watchOver = new AbortController()
  // Every sleep between two looks listens.
  setMaxListeners(0, watchOver.signal)
  const watching = watchForThem(window, loaded, watchOver.signal)
  const loads = loaded.map((arm) => loadAndClose(arm, endMs))
  const loadsOver = Promise.allSettled(loads).then(() => watchOver.abort())
  const switching = switchLeaders(window, beginMs, unknown)
  const windowOver = clock.sleepUntil(endMs, signal).then(() => observer.phase('drain'))
  const parts = [...loads, loadsOver, watching, switching, windowOver]
  try {
    await Promise.all(parts)
  } catch (error) {
    stopping.abort(error)
    await Promise.allSettled(parts)
    throw error
  }
  const operationsEndMs = clock.nowMs()
  const longestStallMs = loop.takeLongestStallMs()

  observer.phase('heal')
  await faults.heal()
  observer.phase('quiesce')
  const quiesceFromMs = clock.nowMs()
  const settledMs = beginMs + unknown.settledMs(trial.point, operationsEndMs - beginMs)
  if (settledMs > quiesceFromMs) await clock.sleepUntil(settledMs, signal)
  const leaderSwitches = await switching
  return {
    startedAt,
    beginMs,
    operationsEndMs,
    quiesceMs: clock.nowMs() - quiesceFromMs,
    leaderSwitches,
    longestStallMs,
    shed: await Promise.all(loads),
    faultProblems: [...withoutSwitches(window), ...leaderSwitches.flatMap(problemOf)],
  }
}

/** A rate so low, or a window so short, that no switch is ever due: a fault that was asked for and not given. */
function withoutSwitches({ input: { spec, trial } }: WindowInput): string[] {
  const rate = trial.point.leaderSwitchesPerMinute
  if (rate === 0 || leaderSwitchTimes(rate, spec.trialDurationMs).length > 0) return []
  return [
    `no leader switch fell into the window: at ${rate} a minute the first is due after ${30_000 / rate} ms, and the window is ${spec.trialDurationMs} ms`,
  ]
}

function problemOf({ confirmed, dueMs, problem }: LeaderSwitch): string[] {
  if (confirmed) return []
  return [`the leader switch due at ${Math.round(dueMs)} ms did not happen: ${problem ?? 'not confirmed'}`]
}

/** Watches the leader for the strategies of these arms that want it. Ended by its signal alone: the loads end in any case. */
function watchForThem(
  { input, ports: { clock, leaders } }: WindowInput,
  loaded: readonly LoadedArm[],
  signal: AbortSignal,
): Promise<void> {
  const watches = loaded.flatMap(({ strategy }) => strategy.leaderWatch ?? [])
  return watchLeader({ clock, leaders, watches, attemptTimeoutMs: input.spec.attemptTimeoutMs, signal })
}

async function loadAndClose(arm: LoadedArm, endMs: number): Promise<number> {
  try {
    return await generateLoad(arm, endMs)
  } finally {
    arm.strategy.close?.()
  }
}

function loadedArm(
  { input: { spec, seed, trial }, ports, stopping, clients, arms }: WindowInput,
  arm: number,
  position: number,
  beginMs: number,
  unknown: UnknownOutcomes,
): LoadedArm {
  const choice = spec.strategies[arm]
  const client = clients[arm]
  if (!choice || !client) throw new Error(`arm ${arm} has no strategy or no client`)
  return {
    window: {
      arm,
      clock: ports.clock,
      client,
      members: ports.target.members.length,
      endpoints: spec.workload.endpoints,
      attemptTimeoutMs: spec.attemptTimeoutMs,
      operationDeadlineMs: spec.operationDeadlineMs,
      beginMs,
      signal: stopping.signal,
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

async function switchLeaders(
  { input: { spec, trial }, ports: { clock, faults }, stopping: { signal }, arms }: WindowInput,
  beginMs: number,
  unknown: UnknownOutcomes,
): Promise<LeaderSwitch[]> {
  const arm = spec.arms === 'sequential' ? (arms[0] ?? null) : null
  const switches: LeaderSwitch[] = []
  for (const dueMs of leaderSwitchTimes(trial.point.leaderSwitchesPerMinute, spec.trialDurationMs)) {
    await clock.sleepUntil(beginMs + dueMs, signal)
    const span: SwitchSpan = { sentMs: clock.nowMs() - beginMs, endMs: Infinity }
    unknown.addSwitch(span)
    const moved = await faults.moveLeader(() => (span.sentMs = clock.nowMs() - beginMs))
    span.endMs = clock.nowMs() - beginMs
    switches.push({ arm, dueMs, ...span, ...moved })
  }
  return switches
}
