/**
 * A run of a million attempts, written by the worker's own recorder, judge and store with the engine in virtual time: 5 × 5 × 4
 * fault points, 8 strategies, 1,200 operations per strategy and trial. How long its summary takes after the last trial, and how
 * long each query behind its page. Needs no lab. `--keep <folder>` leaves the database there, `--use <folder>` takes it again.
 */
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { planTrials } from '@/lib/core/experiment/plan'
import { openDatabase, type Database } from '@/lib/db/database'
import { listRuns } from '@/lib/db/list-runs'
import { checkAttempts, readAttempts } from '@/lib/db/read-attempts'
import { readPointFigures, readRunReportJson } from '@/lib/db/read-run-report'
import { readTimeline } from '@/lib/db/read-timeline'
import { readRunState } from '@/lib/db/read-run-state'
import { createRun } from '@/lib/db/create-run'
import { LOCAL_CAPABILITIES } from '@/lib/lab/lab-capabilities'
import { ColumnRecorder } from '@/worker/recording/column-recorder'
import { silentLog } from '@/worker/log/log'
import { noTelemetry } from '@/worker/telemetry/telemetry'
import { ThreadedRecorder } from '@/worker/recording/threaded-recorder'
import { workOnce } from '@/worker/work-once'
import type { WorkerPorts } from '@/worker/worker-ports'
import { benchDatabase, benchSpec } from './bench-database'
import { describeMachine, median, quantile } from './paired-blocks'
import { virtualTrial } from './virtual-attempts'

const quick = process.argv.includes('--quick')
/** At 50 operations/s: 1,200 of them per strategy and trial, and somewhat more attempts. */
const TRIAL_MS = quick ? 2_400 : 24_000
const ASKED = quick ? 20 : 60
const SUMMARY_MS = 3_000
const QUERY_MS = 100

const strategies = [
  'no-retry',
  'constant',
  'linear',
  'exponential',
  'decorrelated',
  'breaker',
  'retry-budget',
  'additive-jitter',
]
const spec = benchSpec({
  name: 'a million attempts',
  strategies: strategies.map((use) => ({ use })),
  matrix: {
    lossPercent: [0, 5, 10, 20, 40],
    latencyMs: [0, 20, 50, 100, 200],
    jitterMs: [10],
    leaderSwitchesPerMinute: [0, 6, 12, 30],
  },
  trialDurationMs: TRIAL_MS,
  workload: { load: { mode: 'open', ratePerSecond: 50 } },
})
const folder = optionOf('--use') ?? optionOf('--keep')
const used = optionOf('--use')
const { db, remove } =
  used === null
    ? benchDatabase()
    : { db: openDatabase(path.join(used, 'retryscope.db')), remove: async () => undefined }
try {
  console.log(`machine: ${describeMachine()}`)
  const id = used === null ? await writeRun(db) : ((await listRuns({ limit: 1 }, db))[0]?.id ?? '')
  if (folder !== null && used === null) await keep(db, folder)
  await measureQueries(id, db)
} finally {
  await remove()
}

/** Runs it by a worker whose lab and engine are virtual; everything else is the product's. */
async function writeRun(db: Database): Promise<string> {
  const { id } = await createRun({ spec }, db)
  const began = performance.now()
  const ports = virtualPorts(db)
  const end = await workOnce(ports, { runId: id, shutdown: new AbortController().signal })
  if (end.kind !== 'completed') throw new Error(JSON.stringify(end))
  const summaryMs = performance.now() - ports.lastTrialEndedMs()
  const { attempts, bytes, batches, damaged } = await checkAttempts(id, db)
  console.log(
    `\nwritten: ${planTrials(spec).length} trials, ${attempts} attempts in ${batches} batches, ${((performance.now() - began) / 1000).toFixed(0)} s with the virtual engine`,
  )
  console.log(
    `  bytes per attempt          ${(bytes / attempts).toFixed(2)} in batches, ${(statSync(db.file).size / attempts).toFixed(2)} of the whole database`,
  )
  console.log(`  batches that can be read   ${batches - damaged.length} of ${batches}`)
  console.log(
    `  summary after last trial   ${(summaryMs / 1000).toFixed(2)} s (judged, stored and ended; must be < ${SUMMARY_MS / 1000} s)`,
  )
  if (summaryMs >= SUMMARY_MS || damaged.length > 0) process.exitCode = 1
  return id
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

/** Each as often as a page that is open and a colleague who looks around would ask. */
async function measureQueries(id: string, db: Database): Promise<void> {
  const trials = planTrials(spec).length
  const queries: Record<string, (turn: number) => Promise<unknown>> = {
    'run (GET /api/runs/:id)': () => readRunReportJson(id, db),
    'figures of a fault point': (turn) => readPointFigures(id, turn % trials, db),
    'timeline of a trial': (turn) => readTimeline(id, turn % trials, db),
    'state of a run': () => readRunState(id, db),
    'list of runs (GET /api/runs)': () => listRuns({ limit: 50 }, db),
    'a page of attempts': (turn) => readAttempts(id, turn % trials, { offset: 97 * turn, limit: 100 }, db),
  }
  console.log(
    `\nqueries behind the run page, ${ASKED} times each, with the JSON of the answer (P95 must be < ${QUERY_MS} ms)`,
  )
  for (const [name, ask] of Object.entries(queries)) {
    const tookMs: number[] = []
    let bytes = 0
    for (let turn = 0; turn < ASKED; turn++) {
      const begin = performance.now()
      const answer = await ask(turn)
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
      tookMs.push(performance.now() - begin)
      bytes = text.length
    }
    const p95 = quantile(tookMs, 0.95)
    if (p95 >= QUERY_MS) process.exitCode = 1
    console.log(
      `  ${name.padEnd(34)} P50 ${median(tookMs).toFixed(1)} ms, P95 ${p95.toFixed(1)} ms, ${Math.round(bytes / 1024)} KiB`,
    )
  }
}

async function keep(db: Database, target: string): Promise<void> {
  await db.prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
  if (!existsSync(target)) mkdirSync(target, { recursive: true })
  cpSync(db.file, path.join(target, 'retryscope.db'))
}

function optionOf(name: string): string | null {
  const index = process.argv.indexOf(name)
  return index < 0 ? null : (process.argv[index + 1] ?? null)
}
