/** Load generators: when operations start. Closed loop: callers wait for their answers. Open loop: arrivals do not. */
import { RANDOM_PURPOSE, streamOf } from '../core/random/stream'
import type { Strategy } from '../core/strategy/strategy'
import type { Workload } from '../core/workload/registry'
import { requestOf } from '../core/workload/requests'
import { arrivalGap, type Load } from '../core/workload/workload'
import { runOperation, type ArmWindow, type Operation } from './operation'
import { WorkBehind } from './work-behind'

/** An arm ready to be loaded. */
export interface LoadedArm {
  window: ArmWindow
  workload: Workload
  strategy: Strategy
  seed: number
  /** Index of the trial: part of the path of every draw. */
  trial: number
  /** Share of a constant arrival gap by which this arm is shifted, so that arms do not start in the same instant. */
  phase: number
}

/** A caller that failed without touching the network rests this long, or it would spin through the window. */
const REST_AFTER_INSTANT_FAILURE_MS = 10
const INSTANT_MS = 1
/** Records are in microseconds: what is meant to start in the window's last one would be rounded to after the window. */
const RECORDED_STEP_MS = 0.001

/**
 * Starts operations until the window ends and waits for the last of them, and for what they left behind.
 * @param endMs instant of the clock after which nothing new is intended
 * @returns number of arrivals that were shed
 */
export async function generateLoad(arm: LoadedArm, endMs: number): Promise<number> {
  const { load } = arm.workload
  const behind = new WorkBehind()
  const untilMs = endMs - RECORDED_STEP_MS
  const shed =
    load.mode === 'open'
      ? await openLoop(arm, load, untilMs, behind)
      : await closedLoop(arm, load.concurrency, untilMs, behind)
  await behind.ended()
  return shed
}

async function closedLoop(
  arm: LoadedArm,
  concurrency: number,
  endMs: number,
  behind: WorkBehind,
): Promise<number> {
  const { clock, signal } = arm.window
  let next = 0
  const caller = async () => {
    for (let nowMs = clock.nowMs(); nowMs < endMs; nowMs = clock.nowMs()) {
      const end = await runOperation(arm.window, operationOf(arm, next++, nowMs))
      behind.add(end.behind)
      const afterMs = clock.nowMs()
      if (!end.ok && afterMs - nowMs < INSTANT_MS)
        await clock.sleepUntil(afterMs + REST_AFTER_INSTANT_FAILURE_MS, signal)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, caller))
  return 0
}

async function openLoop(
  arm: LoadedArm,
  load: Extract<Load, { mode: 'open' }>,
  endMs: number,
  behind: WorkBehind,
): Promise<number> {
  const { clock, signal, beginMs } = arm.window
  const random = streamOf(arm.seed, RANDOM_PURPOSE.arrivals, arm.trial, arm.window.arm)
  const inFlight = new Set<Promise<unknown>>()
  const failures: unknown[] = []
  let shed = 0
  let next = 0
  let dueMs =
    beginMs +
    (load.arrivals === 'constant' ? (arm.phase * 1000) / load.ratePerSecond : arrivalGap(load, random))
  for (; dueMs < endMs && failures.length === 0; dueMs += arrivalGap(load, random)) {
    if (clock.nowMs() < dueMs) await clock.sleepUntil(dueMs, signal)
    const number = next++
    if (inFlight.size >= load.maxInFlight) {
      shed += 1
      continue
    }
    const running: Promise<unknown> = runOperation(arm.window, operationOf(arm, number, dueMs))
      .then((end) => behind.add(end.behind))
      .catch((error: unknown) => failures.push(error))
      .finally(() => inFlight.delete(running))
    inFlight.add(running)
  }
  await Promise.all(inFlight)
  if (failures.length > 0) throw failures[0]
  return shed
}

function operationOf(arm: LoadedArm, number: number, intendedStartMs: number): Operation {
  const request = requestOf(arm.workload, arm.seed, arm.trial, number)
  const backoff = streamOf(arm.seed, RANDOM_PURPOSE.backoff, arm.trial, arm.window.arm, number)
  return { number, ...request, intendedStartMs, strategy: arm.strategy, random: backoff }
}
