/**
 * Does a schedule drift? 200 overlapping fault windows in one trial on the real lab, with load on: how far each step's
 * actual start lies from its planned one. The peer is a bare timer loop on the same machine in the same run.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { planTrials } from '@/lib/core/experiment/plan'
import { checkSpec } from '@/lib/core/experiment/spec'
import { createStrategy } from '@/lib/core/strategy/registry'
import { labConfig } from '@/lib/config/lab-config'
import { runTrial } from '@/lib/engine/run-trial'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { realClock } from '@/lib/lab/clock'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { createLinkProber } from '@/lib/lab/link-prober'
import { createLoopMonitor } from '@/lib/lab/loop-monitor'
import { describeMachine, quantile } from './paired-blocks'

const WINDOWS = 200
const GAP_MS = 100
const LENGTH_MS = 150
const LIMIT_MS = 50

const checked = checkSpec({
  name: 'drift',
  strategies: [{ use: 'exponential' }],
  workload: { load: { mode: 'open', ratePerSecond: 100 } },
  trialDurationMs: GAP_MS * (WINDOWS + 2),
  scenario: Array.from({ length: WINDOWS }, (_, index) => ({
    fault: 'latency',
    atMs: GAP_MS * (index + 1),
    forMs: LENGTH_MS,
    params: { latencyMs: 5 },
  })),
})
const [trial] = checked.ok ? planTrials(checked.spec) : []
if (!checked.ok || !trial) throw new Error('the benchmark’s spec is wrong')

const lab = await acquireLab(labConfig(), { kind: 'cli', id: 'bench' })
const parts = {
  target: createTarget(lab.address),
  faults: createFaultInjector(lab.address),
  leaders: createLeaderWatcher(lab.address),
  prober: createLinkProber(lab.address),
  loop: createLoopMonitor(),
}
try {
  console.log(`machine: ${describeMachine()}`)
  console.log(
    `lab: etcd ${lab.etcdVersion} × ${lab.address.members.length}, Toxiproxy ${lab.toxiproxyVersion}`,
  )
  const bareMs = await bareTimers()
  let attempts = 0
  const { ledger } = await runTrial(
    { spec: checked.spec, seed: 1, trial, keyPrefix: 'drift/' },
    {
      ...parts,
      ...{ clock: realClock, strategies: createStrategy },
      ledger: { intend: () => Promise.resolve(), changed: () => undefined },
      recorder: { record: () => void (attempts += 1) },
      observer: { phase: () => undefined },
    },
    new AbortController().signal,
  )
  const startsMs = ledger.map(({ actsMs, plannedStartMs }) => (actsMs ?? Infinity) - plannedStartMs)
  const endsMs = ledger.map(({ removedMs, plannedEndMs }) => (removedMs ?? Infinity) - (plannedEndMs ?? NaN))
  console.log(`\n${WINDOWS} windows of ${LENGTH_MS} ms, one every ${GAP_MS} ms, beside ${attempts} attempts`)
  console.log(`  bare timers, late by    ${inWords(bareMs)}`)
  console.log(`  steps, start late by    ${inWords(startsMs)} (P99 must be <= ${LIMIT_MS} ms)`)
  console.log(`  steps, removal read back after their planned end by  ${inWords(endsMs)}`)
  console.log(`  ratio of P99            ${(quantile(startsMs, 0.99) / quantile(bareMs, 0.99)).toFixed(2)}`)
  console.log(
    `  first and last 20 starts: ${inWords(startsMs.slice(0, 20))}; ${inWords(startsMs.slice(-20))}`,
  )
} finally {
  for (const part of Object.values(parts)) part.close()
  await lab.stop()
}

/** As many timers at the same distance, with nothing to do. */
async function bareTimers(): Promise<number[]> {
  const beginMs = performance.now()
  const lateMs: number[] = []
  for (let index = 1; index <= WINDOWS; index++) {
    await sleep(Math.max(0, Math.ceil(beginMs + GAP_MS * index - performance.now())))
    lateMs.push(performance.now() - beginMs - GAP_MS * index)
  }
  return lateMs
}

function inWords(values: readonly number[]): string {
  const at = (q: number) => quantile(values, q).toFixed(1)
  return `P50 ${at(0.5)}, P99 ${at(0.99)}, max ${Math.max(...values).toFixed(1)} ms`
}
