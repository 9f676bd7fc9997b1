/**
 * One trial from set-up to clean-up: connect, inject, load the arms, heal, wait until nothing can change any more.
 * Whatever happens, faults are taken away and channels are closed before it returns or throws.
 */
import { setMaxListeners } from 'node:events'
import { lossNeeds } from '../core/experiment/loss-plan'
import { estimateTrial } from '../core/experiment/plan'
import { scheduleOf } from '../core/experiment/schedule'
import { mergeLoopDelays } from '../core/history/loop-delays'
import { isProfiled } from '../core/profile/recorded-trials'
import { libraryClientOf } from '../core/strategy/catalogue'
import type { Client, EnginePorts, ProfileRecording, Target } from './ports'
import { runWindow } from './run-window'
import type { TrialInput, TrialResult } from './trial'

/**
 * Runs a trial and sends each attempt to the recorder.
 * @throws the signal's reason when it is aborted, after healing; a lab error when a fault could not be set or removed
 */
export async function runTrial(
  input: TrialInput,
  ports: EnginePorts,
  signal: AbortSignal,
): Promise<TrialResult> {
  const { spec } = input
  const { faults, observer, target } = ports
  signal.throwIfAborted()
  // Ends everything of this trial when its caller gives up, and when one part of it fails.
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const giveUp = () => stopping.abort(signal.reason)
  signal.addEventListener('abort', giveUp)
  const clients: (Client & { close(): void })[] = []
  let profile: ProfileRecording | null = null
  let lossPaths: Awaited<ReturnType<Target['openLossPaths']>> | null = null
  try {
    observer.phase('set-up')
    await target.prepare?.({ target: spec.target, seed: input.seed, trial: input.trial.index })
    await target.clean(input.keyPrefix)
    for (const [arm, { use, params }] of spec.strategies.entries())
      clients.push(
        await target.openClient({
          prefix: `${input.keyPrefix}${arm}/`,
          valueBytes: spec.workload.valueBytes,
          connectionsPerMember: spec.workload.connectionsPerMember,
          library: libraryClientOf(use, params),
        }),
      )
    const lost = lossNeeds(spec, scheduleOf(spec, input.trial.point))
    if (lost)
      lossPaths = await target.openLossPaths({
        ...lost,
        attemptTimeoutMs: spec.attemptTimeoutMs,
        valueBytes: spec.workload.valueBytes,
      })
    if (isProfiled(spec, input.trial))
      profile = (await ports.profiler?.start(estimateTrial(spec, input.trial.point).maxMs)) ?? null
    const result = await runWindows(input, ports, clients, stopping, profile)
    const recorded = await profile?.stop(result.windowBeginMs)
    observer.phase('clean-up')
    const closing = lossPaths
    lossPaths = null
    const missed = (await closing?.close())?.missed ?? 0
    const histories = []
    for (const arm of spec.strategies.keys())
      histories.push(await target.writesApplied(`${input.keyPrefix}${arm}/`))
    await target.clean(input.keyPrefix)
    return {
      ...result,
      histories,
      faultProblems: [...result.faultProblems, ...missedLosses(missed)],
      ...(recorded && { profile: recorded }),
    }
  } catch (error) {
    stopping.abort(error)
    await faults.heal()
    throw error
  } finally {
    signal.removeEventListener('abort', giveUp)
    profile?.discard()
    await lossPaths?.close()
    for (const client of clients) client.close()
  }
}

function missedLosses(missed: number): string[] {
  if (missed === 0) return []
  return [`${missed} attempts that should have been lost were not: no path that loses was free`]
}

/** All arms in one window, or one window for each arm. */
async function runWindows(
  input: TrialInput,
  ports: EnginePorts,
  clients: readonly Client[],
  stopping: AbortController,
  profile: ProfileRecording | null,
): Promise<Omit<TrialResult, 'histories'>> {
  const arms = [...input.spec.strategies.keys()]
  const groups = input.spec.arms === 'concurrent' ? [arms] : arms.map((arm) => [arm])
  const windows = []
  for (const group of groups)
    windows.push(await runWindow({ input, ports, stopping, clients, arms: group, profile }))
  const [first] = windows
  const last = windows.at(-1)
  if (!first || !last) throw new Error('a trial without a window')
  return {
    startedAt: first.startedAt,
    windowsStartedAt: windows.map((window) => window.startedAt),
    windowBeginMs: first.beginMs,
    operationsEndMs: last.operationsEndMs,
    quiesceMs: last.quiesceMs,
    ledger: windows.flatMap((window) => window.ledger),
    evidence: windows.map((window) => window.evidence),
    series: windows.flatMap(({ series }) => series),
    longestStallMs: Math.max(...windows.map((window) => window.longestStallMs)),
    loopDelays: mergeLoopDelays(windows.map(({ loopDelays }) => loopDelays)),
    shed: windows.flatMap((window) => window.shed),
    faultProblems: windows.flatMap((window) => window.faultProblems),
  }
}
