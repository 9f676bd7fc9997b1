/**
 * Does a schedule drift? 200 overlapping fault windows in one trial on the real lab, with load on: how far each step's
 * actual start lies from its planned one. The peer is a bare timer loop on the same machine in the same run.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { labConfig } from '@/lib/config/lab-config'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { describeMachine, quantile } from './paired-blocks'
import { benchTrial } from './trial-parts'

const WINDOWS = 200
const GAP_MS = 100
const LENGTH_MS = 150
const LIMIT_MS = 50

const SPEC: ExperimentSpecInput = {
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
}

const lab = await acquireLab(labConfig(), { kind: 'cli', id: 'bench' })
try {
  console.log(`machine: ${describeMachine()}`)
  console.log(
    `lab: etcd ${lab.etcdVersion} × ${lab.address.members.length}, Toxiproxy ${lab.toxiproxyVersion}`,
  )
  const bareMs = await bareTimers()
  const { ledger, attempts } = await benchTrial(lab, SPEC)
  const startsMs = ledger.map(({ actsMs, plannedStartMs }) => (actsMs ?? Infinity) - plannedStartMs)
  const endsMs = ledger.map(({ removedMs, plannedEndMs }) => (removedMs ?? Infinity) - (plannedEndMs ?? NaN))
  console.log(`\n${WINDOWS} windows of ${LENGTH_MS} ms, one every ${GAP_MS} ms, beside ${attempts} attempts`)
  console.log(`  bare timers, late by    ${inWords(bareMs)}`)
  console.log(`  steps, start late by    ${inWords(startsMs)} (P99 must be <= ${LIMIT_MS} ms)`)
  if (quantile(startsMs, 0.99) > LIMIT_MS) process.exitCode = 1
  console.log(`  steps, removal read back after their planned end by  ${inWords(endsMs)}`)
  console.log(`  ratio of P99            ${(quantile(startsMs, 0.99) / quantile(bareMs, 0.99)).toFixed(2)}`)
  console.log(
    `  first and last 20 starts: ${inWords(startsMs.slice(0, 20))}; ${inWords(startsMs.slice(-20))}`,
  )
} finally {
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
