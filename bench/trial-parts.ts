/** Runs one trial of a benchmark on a real lab, without a worker around it. */
import { planTrials } from '@/lib/core/experiment/plan'
import { checkSpec, type ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { createStrategy } from '@/lib/core/strategy/registry'
import { runTrial } from '@/lib/engine/run-trial'
import type { TrialResult } from '@/lib/engine/trial'
import { realClock } from '@/lib/lab/clock'
import type { Lab } from '@/lib/lab/lab'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { createLinkProber } from '@/lib/lab/link-prober'
import { createLoopMonitor } from '@/lib/lab/loop-monitor'
import { createProfiler } from '@/lib/lab/profile/create-profiler'

const profiler = createProfiler(process.cwd())

/** @throws Error when the spec is wrong */
export async function benchTrial(
  { address, programs }: Lab,
  input: ExperimentSpecInput,
): Promise<TrialResult & { attempts: number }> {
  const checked = checkSpec(input)
  const [trial] = checked.ok ? planTrials(checked.spec) : []
  if (!checked.ok || !trial) throw new Error('the benchmark’s spec is wrong')
  const parts = {
    target: createTarget(address),
    faults: createFaultInjector(address, programs),
    leaders: createLeaderWatcher(address),
    prober: createLinkProber(address),
    loop: createLoopMonitor(),
  }
  let attempts = 0
  try {
    const result = await runTrial(
      { spec: checked.spec, seed: 1, trial, keyPrefix: 'retryscope/bench/' },
      {
        ...parts,
        ...{ clock: realClock, strategies: createStrategy },
        ledger: { intend: () => Promise.resolve(), changed: () => undefined },
        profiler,
        recorder: { record: () => void (attempts += 1) },
        observer: { phase: () => undefined },
      },
      new AbortController().signal,
    )
    return { ...result, attempts }
  } finally {
    for (const part of Object.values(parts)) part.close()
  }
}
