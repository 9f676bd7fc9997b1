/**
 * Is the harness what is measured? Attempts per second and CPU per operation through the engine (recorder, draws and the
 * exponential strategy on, batches stored in SQLite by the recorder's thread) against a bare loop with the same client, path and
 * concurrency; and how late an open loop at 200 operations/s starts against a bare timer loop.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkSpec } from '@/lib/core/experiment/spec'
import { claimRun } from '@/lib/db/claim-run'
import { createRun } from '@/lib/db/create-run'
import { openDatabase } from '@/lib/db/database'
import { labConfig } from '@/lib/config/lab-config'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { ThreadedRecorder } from '@/worker/recording/threaded-recorder'
import { TrialRecording } from '@/worker/recording/trial-recording'
import type { BenchInput, ClosedBlock, FromBench } from './messages'
import { bootstrap, describeMachine, format, median, quantile } from './paired-blocks'

const quick = process.argv.includes('--quick')
const folder = mkdtempSync(path.join(os.tmpdir(), 'retryscope-bench-'))
const databaseFile = path.join(folder, 'bench.db')
execFileSync(process.execPath, ['scripts/migrate.mjs', databaseFile], { stdio: 'ignore' })
const db = openDatabase(databaseFile)
const recorder = new ThreadedRecorder({
  ...{ databaseFile, log: { warn: (_, message) => console.warn(message) } },
  threadFile: path.resolve('dist/recorder-thread.mjs'),
})
const lab = await acquireLab(labConfig(), { kind: 'cli', id: 'bench' })
try {
  console.log(`machine: ${describeMachine()}`)
  console.log(
    `lab: etcd ${lab.etcdVersion} × ${lab.address.members.length}, Toxiproxy ${lab.toxiproxyVersion}, all on this machine`,
  )
  const input: Omit<BenchInput, 'address'> = {
    concurrency: 8,
    closedPairs: quick ? 4 : 60,
    closedBlockMs: 1_000,
    openPairs: quick ? 2 : 20,
    openBlockMs: 3_000,
    openRatePerSecond: 200,
  }
  const { closed, open } = await measure({ ...input, address: lab.address })
  reportClosed(closed, input)
  reportOpen(open, input)
} finally {
  await lab.stop()
  await recorder.close()
  await db.close()
  rmSync(folder, { recursive: true })
}

async function measure(input: BenchInput) {
  const recording = await startRecording()
  const closed: { bare: ClosedBlock; engine: ClosedBlock }[] = []
  const open: { bareLatenessMs: number[]; engineLatenessMs: number[] }[] = []
  const thread = new Worker(new URL('./engine-overhead.thread.mjs', import.meta.url), { workerData: input })
  await new Promise<void>((resolve, reject) => {
    thread.on('error', reject)
    thread.on('message', (message: FromBench) => {
      if (message.type === 'attempts') recording.add(message.columns)
      else if (message.type === 'closed') closed.push(message)
      else if (message.type === 'open') open.push(message)
      else resolve()
    })
  })
  await thread.terminate()
  await recording.flush()
  return { closed, open }
}

/** The product's own recording, into a database of its own. */
async function startRecording(): Promise<TrialRecording> {
  const checked = checkSpec({ name: 'bench', strategies: [{ use: 'exponential' }] })
  if (!checked.ok) throw new Error('the benchmark’s spec is wrong')
  await createRun({ spec: checked.spec }, db)
  const claim = await claimRun('bench', {}, db)
  if (!claim) throw new Error('the benchmark’s run could not be claimed')
  return new TrialRecording(
    1,
    (sequence, columns) => recorder.store(claim, { trialIndex: 0, sequence, columns }),
    (error) => {
      throw error
    },
  )
}

function reportClosed(
  blocks: readonly { bare: ClosedBlock; engine: ClosedBlock }[],
  { concurrency, closedBlockMs }: Omit<BenchInput, 'address'>,
): void {
  const rate = bootstrap(blocks, (sample) =>
    median(sample.map(({ bare, engine }) => engine.attemptsPerSecond / bare.attemptsPerSecond)),
  )
  const cpu = bootstrap(blocks, (sample) =>
    median(sample.map(({ bare, engine }) => engine.cpuMicrosPerOperation / bare.cpuMicrosPerOperation)),
  )
  const middle = (pick: (block: { bare: ClosedBlock; engine: ClosedBlock }) => number) =>
    Math.round(median(blocks.map(pick)))
  console.log(
    `\nclosed loop, concurrency ${concurrency}, ${blocks.length} pairs of ${closedBlockMs} ms blocks, no faults`,
  )
  console.log(
    `  attempts/s     bare ${middle((b) => b.bare.attemptsPerSecond)}, engine ${middle((b) => b.engine.attemptsPerSecond)}`,
  )
  console.log(`  ratio          ${format(rate)} (median of pairs, 95 % bootstrap; must be >= 0.9)`)
  console.log(
    `  CPU/operation  bare ${middle((b) => b.bare.cpuMicrosPerOperation)} µs, engine ${middle((b) => b.engine.cpuMicrosPerOperation)} µs, ratio ${format(cpu)}`,
  )
}

function reportOpen(
  blocks: readonly { bareLatenessMs: number[]; engineLatenessMs: number[] }[],
  { openRatePerSecond, openBlockMs }: Omit<BenchInput, 'address'>,
): void {
  const p99 = (pick: 'bareLatenessMs' | 'engineLatenessMs') => (sample: typeof blocks) =>
    quantile(
      sample.flatMap((block) => block[pick]),
      0.99,
    )
  const ratio = bootstrap(blocks, (sample) => p99('engineLatenessMs')(sample) / p99('bareLatenessMs')(sample))
  console.log(
    `\nopen loop, ${openRatePerSecond} operations/s, ${blocks.length} pairs of ${openBlockMs} ms blocks, no faults`,
  )
  console.log(
    `  P99 of start lateness  bare timer loop ${format(bootstrap(blocks, p99('bareLatenessMs')), 2)} ms, engine ${format(bootstrap(blocks, p99('engineLatenessMs')), 2)} ms`,
  )
  console.log(`  ratio                  ${format(ratio)} (95 % bootstrap over blocks; must be <= 1.5)`)
}
