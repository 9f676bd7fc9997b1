/** The large run of the benchmarks: written by the worker's own recorder, judge and store, with the engine in virtual time. */
import path from 'node:path'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { LOCAL_CAPABILITIES } from '@/lib/lab/lab-capabilities'
import { silentLog } from '@/worker/log/log'
import { ColumnRecorder } from '@/worker/recording/column-recorder'
import { ThreadedRecorder } from '@/worker/recording/threaded-recorder'
import { noTelemetry } from '@/worker/telemetry/telemetry'
import { workOnce } from '@/worker/work-once'
import type { WorkerPorts } from '@/worker/worker-ports'
import { benchSpec } from './bench-database'
import { virtualTrial } from './virtual-attempts'

/** At 50 operations/s: 1,200 of them per strategy and trial, and somewhat more attempts. */
const TRIAL_MS = 24_000
const QUICK_TRIAL_MS = 2_400

const STRATEGIES = [
  'no-retry',
  'constant',
  'linear',
  'exponential',
  'decorrelated',
  'breaker',
  'retry-budget',
  'additive-jitter',
]
/**
 * 5 × 5 × 4 fault points with 8 strategies: more than a million attempts.
 * @param quick a tenth of the operations
 */
export function millionSpec(quick: boolean): ExperimentSpec {
  return benchSpec({
    name: 'a million attempts',
    strategies: STRATEGIES.map((use) => ({ use })),
    matrix: {
      lossPercent: [0, 5, 10, 20, 40],
      latencyMs: [0, 20, 50, 100, 200],
      jitterMs: [10],
      leaderSwitchesPerMinute: [0, 6, 12, 30],
    },
    trialDurationMs: quick ? QUICK_TRIAL_MS : TRIAL_MS,
    workload: { load: { mode: 'open', ratePerSecond: 50 } },
  })
}

export interface WrittenRun {
  id: string
  /** From the end of the last trial to the end of the run: judged, stored and ended. */
  summaryMs: number
}

/**
 * Runs a spec by a worker whose lab and engine are virtual; everything else is the product's.
 * @throws Error when the run does not complete
 */
export async function writeRun(spec: ExperimentSpec, db: Database): Promise<WrittenRun> {
  const { id } = await createRun({ spec }, db)
  const ports = virtualPorts(db)
  const end = await workOnce(ports, { runId: id, shutdown: new AbortController().signal })
  if (end.kind !== 'completed') throw new Error(JSON.stringify(end))
  return { id, summaryMs: performance.now() - ports.lastTrialEndedMs() }
}

function virtualPorts(db: Database): WorkerPorts & { lastTrialEndedMs(): number } {
  let lastEndedMs = 0
  return {
    ...{ db, workerId: 'bench', log: silentLog, telemetry: noTelemetry },
    lastTrialEndedMs: () => lastEndedMs,
    acquireLab: () =>
      Promise.resolve({
        address: { driver: 'local', toxiproxyUrl: '', members: [], namespace: null },
        ...{ etcdVersion: 'virtual', toxiproxyVersion: 'virtual', directory: '/nowhere' },
        ...{ capabilities: LOCAL_CAPABILITIES, programs: null, restartToxiproxy: () => Promise.resolve() },
        underLease: (work) => work(),
        onFailure: () => undefined,
        stop: () => Promise.resolve(),
      }),
    startEngine: () => ({
      async runTrial({ spec, trial }, listener) {
        const columns = new ColumnRecorder((part) => listener.attempts(part))
        const result = await virtualTrial(spec, trial, columns)
        columns.handOver()
        lastEndedMs = performance.now()
        return result
      },
      close: () => Promise.resolve(),
    }),
    startRecorder: () =>
      new ThreadedRecorder({
        ...{ databaseFile: db.file, log: { warn: (_, message) => console.warn(message) } },
        threadFile: path.resolve('dist/recorder-thread.mjs'),
      }),
  }
}
