/**
 * How many attempts per second the recorder's thread encodes and stores, and how many bytes each takes on disk: attempts of
 * virtual trials under loss, latency and leader switches, as the product stores them. The peer is a row per attempt, by the same
 * SQLite driver with a prepared statement and one transaction per batch. Needs no lab.
 */
import { rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { constants, gunzipSync, gzipSync, brotliCompressSync } from 'node:zlib'
import BetterSqlite3 from 'better-sqlite3'
import {
  attemptsOf,
  CODE_COLUMNS,
  TIME_COLUMNS,
  type AttemptColumns,
} from '@/lib/core/history/attempt-columns'
import { decodeAttempts } from '@/lib/db/attempt-codec'
import { ColumnRecorder } from '@/worker/recording/column-recorder'
import { ThreadedRecorder } from '@/worker/recording/threaded-recorder'
import { BATCH_ROWS, TrialRecording } from '@/worker/recording/trial-recording'
import { benchDatabase, benchSpec, claimedRun } from './bench-database'
import { bootstrap, describeMachine, format, median } from './paired-blocks'
import { trialsOf, virtualTrial } from './virtual-attempts'

const quick = process.argv.includes('--quick')
const BLOCKS = quick ? 5 : 50
const LEAST_PER_SECOND = 200_000
const MOST_BYTES = 16

const spec = benchSpec({
  name: 'bench',
  strategies: [
    'no-retry',
    'constant',
    'linear',
    'exponential',
    'decorrelated',
    'breaker',
    'retry-budget',
  ].map((use) => ({ use })),
  matrix: { lossPercent: [0, 20], latencyMs: [20], jitterMs: [10], leaderSwitchesPerMinute: [0, 12] },
  trialDurationMs: 10_000,
  workload: { load: { mode: 'closed', concurrency: 16 } },
})
const { db, remove } = benchDatabase()
const recorder = new ThreadedRecorder({
  databaseFile: db.file,
  threadFile: path.resolve('dist/recorder-thread.mjs'),
  log: { warn: (_, message) => console.warn(message) },
})
try {
  console.log(`machine: ${describeMachine()}`)
  const parts = await makeAttempts()
  const attempts = parts.reduce((sum, part) => sum + part.length, 0)
  const claim = await claimedRun(spec, db)
  let failure: unknown = null
  const storeAll = async (trialIndex: number): Promise<number> => {
    const begin = performance.now()
    const recording = new TrialRecording(
      spec.strategies.length,
      (sequence, columns) => recorder.store(claim, { trialIndex, sequence, columns }),
      (error) => (failure = error),
    )
    for (const part of parts) recording.add(part)
    await recording.flush()
    return (attempts / (performance.now() - begin)) * 1000
  }
  await storeAll(0) // compiles the path, and opens the connection
  const ours: number[] = []
  const rows: { perSecond: number; bytes: number }[] = []
  for (let block = 1; block <= BLOCKS; block++) {
    ours.push(await storeAll(block))
    rows.push(storeRows(parts, `${db.file}.rows`))
  }
  if (failure) throw failure instanceof Error ? failure : new Error('a batch could not be stored')

  const batches = await db.prisma.attemptBatch.findMany({
    where: { trialIndex: 1 },
    orderBy: { sequence: 'asc' },
  })
  const blobBytes = batches.reduce((sum, { data }) => sum + data.length, 0) / attempts
  const fileBytes = statSync(db.file).size + sizeOf(`${db.file}-wal`)
  const stored = [...attemptsOf(batches.map(({ data }) => decodeAttempts(data)))]
  const isExact = JSON.stringify(stored) === JSON.stringify([...attemptsOf(parts)])
  const rate = bootstrap(ours, median)
  const ratio = bootstrap(
    ours.map((value, index) => ({ value, peer: rows[index]?.perSecond ?? NaN })),
    (sample) => median(sample.map(({ value, peer }) => value / peer)),
  )
  console.log(
    `\nencoded and stored by the recorder’s thread; ${BLOCKS} blocks of ${attempts} attempts, batches of ${BATCH_ROWS}`,
  )
  console.log(
    `  attempts/s           ${format(rate, 0)} (median, 95 % bootstrap; must be >= ${LEAST_PER_SECOND})`,
  )
  console.log(
    `  ÷ a row per attempt  ${format(ratio, 2)} (rows: ${Math.round(median(rows.map((row) => row.perSecond)))}/s)`,
  )
  console.log(
    `  bytes per attempt    ${blobBytes.toFixed(2)} in batches (must be <= ${MOST_BYTES}); a row per attempt: ${median(rows.map((row) => row.bytes)).toFixed(1)}`,
  )
  console.log(
    `  database file        ${(fileBytes / attempts / (BLOCKS + 1)).toFixed(2)} bytes per attempt, its write-ahead log included`,
  )
  console.log(`  read back            ${isExact ? 'every attempt exactly as it was' : 'NOT as it was'}`)
  compareCompressions(
    batches.map(({ data }) => gunzipSync(data)),
    attempts,
  )
  if (rate.low < LEAST_PER_SECOND || blobBytes > MOST_BYTES || !isExact) process.exitCode = 1
} finally {
  await recorder.close()
  await remove()
}

/** As the engine's thread hands them over. */
async function makeAttempts(): Promise<AttemptColumns[]> {
  const parts: AttemptColumns[] = []
  const columns = new ColumnRecorder((part) => parts.push(part))
  for (const trial of trialsOf(spec)) await virtualTrial(spec, trial, columns)
  columns.handOver()
  return parts
}

/** The peer: what a table of attempts would cost. */
function storeRows(parts: readonly AttemptColumns[], file: string): { perSecond: number; bytes: number } {
  const names = ['operation', ...CODE_COLUMNS, ...TIME_COLUMNS] as const
  const connection = new BetterSqlite3(file)
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  connection.exec(`CREATE TABLE attempt (${names.map((name) => `${name} INTEGER NOT NULL`).join(', ')})`)
  const begin = performance.now()
  const insert = connection.prepare(`INSERT INTO attempt VALUES (${names.map(() => '?').join(', ')})`)
  const storeBatch = connection.transaction((batch: AttemptColumns) => {
    for (let row = 0; row < batch.length; row++) insert.run(names.map((name) => batch[name][row] ?? 0))
  })
  let attempts = 0
  for (const part of parts) {
    storeBatch(part)
    attempts += part.length
  }
  const seconds = (performance.now() - begin) / 1000
  connection.close()
  const bytes = statSync(file).size / attempts
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  return { perSecond: attempts / seconds, bytes }
}

/** Why gzip looks for runs only. */
function compareCompressions(raw: readonly Uint8Array[], attempts: number): void {
  const ways: Record<string, (bytes: Uint8Array) => Uint8Array> = {
    'gzip, runs only (stored)': (bytes) => gzipSync(bytes, { strategy: constants.Z_RLE }),
    'gzip, level 1': (bytes) => gzipSync(bytes, { level: 1 }),
    'gzip, level 6': (bytes) => gzipSync(bytes, { level: 6 }),
    'gzip, level 9': (bytes) => gzipSync(bytes, { level: 9 }),
    'brotli, quality 1': (bytes) =>
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    'brotli, quality 4': (bytes) =>
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  }
  console.log('\ncompression alone, of the same Arrow bytes')
  for (const [name, compress] of Object.entries(ways)) {
    const perSecond: number[] = []
    let bytes = 0
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      const begin = performance.now()
      bytes = raw.reduce((sum, batch) => sum + compress(batch).length, 0)
      perSecond.push((attempts / (performance.now() - begin)) * 1000)
    }
    console.log(
      `  ${name.padEnd(26)} ${(bytes / attempts).toFixed(2)} bytes/attempt, ${Math.round(median(perSecond))} attempts/s`,
    )
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
