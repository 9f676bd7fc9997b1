/**
 * Does a long run need more and more memory? One trial of 10 minutes at 500 operations/s on a real lab, by the worker's own code
 * with its threads; memory of the process every few seconds, after garbage collection in every thread, and the slope from minute 2
 * on with its 95 % upper bound. `--minutes <n>` for another length.
 */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { labConfig } from '@/lib/config/lab-config'
import { createRun } from '@/lib/db/create-run'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { silentLog } from '@/worker/log/log'
import { ThreadedEngine } from '@/worker/engine/threaded-engine'
import { noTelemetry } from '@/worker/telemetry/telemetry'
import { ThreadedRecorder } from '@/worker/recording/threaded-recorder'
import { workOnce } from '@/worker/work-once'
import type { WorkerPorts } from '@/worker/worker-ports'
import { benchDatabase, benchSpec } from './bench-database'
import { HeapWatch, type MemorySample } from './heap-watch'
import { describeMachine } from './paired-blocks'
import { slopeOf } from './slope'

const minutes = Number(process.argv[process.argv.indexOf('--minutes') + 1]) || 10
const RATE_PER_SECOND = 500
const SAMPLE_MS = 5_000
/** Caches and heaps have found their size by then; shorter runs begin at a fifth. */
const SETTLED_MS = Math.min(2, minutes / 5) * 60_000
const MOST_MB_PER_MINUTE = 1
const MB = 1_000_000

const spec = benchSpec({
  name: 'memory',
  strategies: [{ use: 'exponential' }],
  matrix: { lossPercent: [2], latencyMs: [5], jitterMs: [2] },
  trialDurationMs: minutes * 60_000,
  workload: { load: { mode: 'open', ratePerSecond: RATE_PER_SECOND } },
})
const { db, remove } = benchDatabase()
const bundles = path.resolve('dist')
const config = labConfig()
const ports: WorkerPorts = {
  telemetry: noTelemetry,
  ...{
    db,
    workerId: 'bench',
    log: { ...silentLog, error: (fields, message) => console.error(message, fields) },
  },
  acquireLab: (owner, needs, signal, wanted) => acquireLab(config, owner, needs, signal, wanted),
  startEngine: (lab) =>
    new ThreadedEngine({ lab, log: silentLog, threadFile: path.join(bundles, 'engine-thread.mjs') }),
  startRecorder: () =>
    new ThreadedRecorder({
      ...{ databaseFile: db.file, log: silentLog, threadFile: path.join(bundles, 'recorder-thread.mjs') },
    }),
}
const watch = new HeapWatch()
try {
  console.log(`machine: ${describeMachine()}`)
  await watch.start()
  const { id } = await createRun({ spec }, db)
  let ended = false
  const run = workOnce(ports, { runId: id, shutdown: new AbortController().signal }).finally(
    () => (ended = true),
  )
  await windowBegun(id)
  const beganMs = performance.now()
  const samples: MemorySample[] = []
  while (!ended && performance.now() - beganMs < minutes * 60_000 - SAMPLE_MS) {
    await sleep(SAMPLE_MS)
    samples.push(await watch.sample(beganMs))
  }
  const attempts = await attemptsSoFar(id)
  const end = await run
  report(samples, attempts)
  console.log(`  the run ended as          ${end.kind}`)
} finally {
  watch.stop()
  await remove()
}

async function windowBegun(id: string): Promise<void> {
  for (;;) {
    await sleep(200)
    const run = await db.prisma.run.findUnique({ where: { id }, select: { progress: true, status: true } })
    if (JSON.stringify(run?.progress ?? null).includes('"window"')) return
    if (run?.status === 'failed') throw new Error('the benchmark’s run failed before its window')
  }
}

async function attemptsSoFar(id: string): Promise<number> {
  const run = await db.prisma.run.findUnique({ where: { id }, select: { progress: true } })
  const progress = run?.progress as { live?: { attempts: number }[] } | null
  return progress?.live?.reduce((sum, arm) => sum + arm.attempts, 0) ?? 0
}

function report(samples: readonly MemorySample[], attempts: number): void {
  const settled = samples.filter(({ atMs }) => atMs >= SETTLED_MS)
  console.log(
    `\none trial of ${minutes} minutes at ${RATE_PER_SECOND} operations/s: ${attempts} attempts, ${samples.length} samples after collection in ${samples.at(-1)?.threads ?? 0} threads, ${settled.length} of them from minute ${SETTLED_MS / 60_000} on`,
  )
  for (const [name, pick] of [
    ['heap of all threads', (sample: MemorySample) => sample.heapBytes],
    ['resident', (sample: MemorySample) => sample.residentBytes],
  ] as const) {
    const points = settled.map((sample) => ({ x: sample.atMs / 60_000, y: pick(sample) / MB }))
    const { slope, low, high } = slopeOf(points)
    const [first, last] = [points[0]?.y ?? NaN, points.at(-1)?.y ?? NaN]
    if (!(high < MOST_MB_PER_MINUTE)) process.exitCode = 1
    console.log(
      `  ${name.padEnd(25)} ${first.toFixed(1)} → ${last.toFixed(1)} MB, ${slope.toFixed(3)} MB/min, 95 % [${low.toFixed(3)}, ${high.toFixed(3)}] (its upper bound must be < ${MOST_MB_PER_MINUTE}: ratio ${(high / MOST_MB_PER_MINUTE).toFixed(2)})`,
    )
  }
}
