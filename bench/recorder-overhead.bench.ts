/**
 * What recording costs a measurement: the engine on a real lab, its attempts handed over, encoded and stored by the recorder's
 * thread as in the product, against the same engine whose attempts are thrown away. Blocks take turns; everything of a block is
 * stored before the next one begins. Batches are smaller than the product's, so that many are written within a block.
 */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { labConfig } from '@/lib/config/lab-config'
import { acquireLab } from '@/lib/lab/acquire-lab'
import { ThreadedRecorder } from '@/worker/recording/threaded-recorder'
import { TrialRecording } from '@/worker/recording/trial-recording'
import { benchDatabase, benchSpec, claimedRun } from './bench-database'
import { bootstrap, describeMachine, format, median, quantile } from './paired-blocks'
import type { FromOverhead, OverheadInput, Pair, ToOverhead } from './recorder-overhead.messages'

const quick = process.argv.includes('--quick')
const BATCH_ROWS = 1_024
const LEAST_RATIO = 0.95

const { db, remove } = benchDatabase()
const recorder = new ThreadedRecorder({
  databaseFile: db.file,
  threadFile: path.resolve('dist/recorder-thread.mjs'),
  log: { warn: (_, message) => console.warn(message) },
})
const lab = await acquireLab(labConfig(), { kind: 'cli', id: 'bench' })
try {
  console.log(`machine: ${describeMachine()}`)
  console.log(
    `lab: etcd ${lab.etcdVersion} × ${lab.address.members.length}, Toxiproxy ${lab.toxiproxyVersion}, all on this machine`,
  )
  const input: OverheadInput = {
    ...{ address: lab.address, concurrency: 8 },
    ...{ closedPairs: quick ? 6 : 60, closedBlockMs: 600 },
    ...{ openPairs: quick ? 6 : 50, openBlockMs: 500, openRatePerSecond: 300 },
  }
  const { closed, open, storedAttempts } = await measure(input)
  reportClosed(closed, input, storedAttempts)
  reportOpen(open, input)
  const [{ bytes } = { bytes: 0n }] = await db.prisma.$queryRaw<
    { bytes: bigint }[]
  >`SELECT SUM(LENGTH(data)) AS bytes FROM AttemptBatch`
  console.log(
    `\nbytes per attempt on disk  ${(Number(bytes) / storedAttempts).toFixed(2)} (batches of at most ${BATCH_ROWS}, ${storedAttempts} real attempts)`,
  )
} finally {
  await lab.stop()
  await recorder.close()
  await remove()
}

async function measure(input: OverheadInput) {
  const claim = await claimedRun(benchSpec({ name: 'bench', strategies: [{ use: 'exponential' }] }), db)
  let failure: unknown = null
  let block = 0
  const recordingOf = (trialIndex: number) =>
    new TrialRecording(
      1,
      (sequence, columns) => recorder.store(claim, { trialIndex, sequence, columns }),
      (error) => (failure = error),
      BATCH_ROWS,
    )
  let recording = recordingOf(block)
  const closed: Pair<number>[] = []
  const open: Pair<number[]>[] = []
  let storedAttempts = 0
  const thread = new Worker(new URL('./recorder-overhead.thread.mjs', import.meta.url), { workerData: input })
  const flush = async () => {
    await recording.flush()
    recording = recordingOf(++block)
    thread.postMessage({ type: 'flushed' } satisfies ToOverhead)
  }
  await new Promise<void>((resolve, reject) => {
    thread.on('error', reject)
    thread.on('message', (message: FromOverhead) => {
      if (message.type === 'attempts') {
        storedAttempts += message.columns.length
        recording.add(message.columns)
      } else if (message.type === 'flush') flush().catch(reject)
      else if (message.type === 'closed') closed.push(message.attemptsPerSecond)
      else if (message.type === 'open') open.push(message.latenessMs)
      else resolve()
    })
  })
  await thread.terminate()
  if (failure) throw failure instanceof Error ? failure : new Error('a batch could not be stored')
  return { closed, open, storedAttempts }
}

function reportClosed(
  pairs: readonly Pair<number>[],
  { concurrency, closedBlockMs }: OverheadInput,
  storedAttempts: number,
): void {
  const ratio = bootstrap(pairs, (sample) => median(sample.map(({ on, off }) => on / off)))
  const middle = (subject: 'on' | 'off') => Math.round(median(pairs.map((pair) => pair[subject])))
  console.log(
    `\nclosed loop, concurrency ${concurrency}, ${pairs.length} pairs of ${closedBlockMs} ms blocks, no faults, ${storedAttempts} attempts stored in all`,
  )
  console.log(`  attempts/s  recording on ${middle('on')}, off ${middle('off')}`)
  console.log(`  ratio       ${format(ratio)} (median of pairs, 95 % bootstrap; must be >= ${LEAST_RATIO})`)
  // Shown only where the whole interval says so.
  if (!(ratio.low >= LEAST_RATIO)) process.exitCode = 1
}

function reportOpen(
  pairs: readonly Pair<number[]>[],
  { openRatePerSecond, openBlockMs }: OverheadInput,
): void {
  const p99 = (subject: 'on' | 'off') => (sample: typeof pairs) =>
    quantile(
      sample.flatMap((pair) => pair[subject]),
      0.99,
    )
  const added = bootstrap(pairs, (sample) => p99('on')(sample) - p99('off')(sample))
  console.log(
    `\nopen loop, ${openRatePerSecond} operations/s, ${pairs.length} pairs of ${openBlockMs} ms blocks, no faults`,
  )
  console.log(
    `  P99 of start lateness  on ${format(bootstrap(pairs, p99('on')), 2)} ms, off ${format(bootstrap(pairs, p99('off')), 2)} ms`,
  )
  console.log(
    `  on − off               ${format(added, 2)} ms (95 % bootstrap over pairs; none is added when it contains 0)`,
  )
  if (!(added.low <= 0)) process.exitCode = 1
}
