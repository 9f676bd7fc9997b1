/**
 * A run of a million attempts, written by the worker's own recorder, judge and store with the engine in virtual time: 5 × 5 × 4
 * fault points, 8 strategies, 1,200 operations per strategy and trial. How long its summary takes after the last trial, and how
 * long each query behind its page. Needs no lab. `--keep <folder>` leaves the database there, `--use <folder>` takes it again.
 */
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { planTrials } from '@/lib/core/experiment/plan'
import { createRun } from '@/lib/db/create-run'
import { openDatabase, type Database } from '@/lib/db/database'
import { deleteRun } from '@/lib/db/delete-run'
import { listRuns } from '@/lib/db/list-runs'
import { checkAttempts } from '@/lib/db/read-attempts'
import { readRunReport } from '@/lib/db/read-run-report'
import { encodeProfile } from '@/lib/db/profile-codec'
import { createProfiler } from '@/lib/lab/profile/create-profiler'
import { MOST_CHECKED_BY_A_PAGE } from '@/lib/core/history/stored-attempts'
import { ColumnRecorder } from '@/worker/recording/column-recorder'
import { benchDatabase } from './bench-database'
import { millionSpec, writeRun } from './million-run'
import { pageQueries } from './page-queries'
import { describeMachine, median, quantile } from './paired-blocks'
import { virtualTrial } from './virtual-attempts'

const quick = process.argv.includes('--quick')
const ASKED = quick ? 20 : 60
const SUMMARY_MS = 3_000
const QUERY_MS = 100

const spec = millionSpec(quick)
const folder = optionOf('--use') ?? optionOf('--keep')
const used = optionOf('--use')
const { db, remove } =
  used === null
    ? benchDatabase()
    : { db: openDatabase(path.join(used, 'retryscope.db')), remove: async () => undefined }
try {
  console.log(`machine: ${describeMachine()}`)
  const id = used === null ? await writeMillion(db) : ((await listRuns({ limit: 1 }, db))[0]?.id ?? '')
  if (folder !== null && used === null) await keep(db, folder)
  const other = await twinOf(id, db)
  try {
    await measureQueries({ id, other }, db)
  } finally {
    // Whoever takes the database again looks for its newest run.
    await deleteRun(other, db)
  }
} finally {
  await remove()
}

/** Tells how it was written. */
async function writeMillion(db: Database): Promise<string> {
  const began = performance.now()
  const { id, summaryMs } = await writeRun(spec, db)
  const { attempts, bytes, batches, damaged } = await checkAttempts(id, db)
  console.log(
    `\nwritten: ${planTrials(spec).length} trials, ${attempts} attempts in ${batches} batches, ${((performance.now() - began) / 1000).toFixed(0)} s with the virtual engine`,
  )
  console.log(
    `  bytes per attempt          ${(bytes / attempts).toFixed(2)} in batches, ${(statSync(db.file).size / attempts).toFixed(2)} of the whole database`,
  )
  console.log(`  batches that can be read   ${batches - damaged.length} of ${batches}`)
  console.log(
    `  summary after last trial   ${(summaryMs / 1000).toFixed(2)} s (judged, stored and ended; must be < ${SUMMARY_MS / 1000} s: ratio ${(summaryMs / SUMMARY_MS).toFixed(2)})`,
  )
  if (summaryMs >= SUMMARY_MS || damaged.length > 0) process.exitCode = 1
  return id
}

/** Another run with the same report, to be held against it: no other one has more to compare. @returns its id */
async function twinOf(id: string, db: Database): Promise<string> {
  const report = await readRunReport(id, db)
  const stored = await db.prisma.storedReport.findUnique({ where: { runId: id } })
  if (!report || !stored) throw new Error('the run has no stored report')
  const twin = await createRun({ spec }, db)
  const { status, finishedAt } = report
  await db.prisma.run.update({
    ...{ where: { id: twin.id }, data: { status, finishedAt }, select: { id: true } },
  })
  await db.prisma.storedReport.create({ data: { ...stored, runId: twin.id }, select: { runId: true } })
  return twin.id
}

/** Each as often as a page that is open and a colleague who looks around would ask. */
async function measureQueries({ id, other }: { id: string; other: string }, db: Database): Promise<void> {
  const trials = planTrials(spec).length
  await recordProfile(id, db)
  // The routes open it by themselves, like the web server.
  process.env.RETRYSCOPE_DATA_DIR = path.dirname(db.file)
  const strategies = spec.strategies.length
  const queries = pageQueries({ id, other, trials, points: trials, strategies, profiled: 0 })
  console.log(
    `\nqueries behind the pages, ${ASKED} times each, with the JSON of the answer (P95 must be < ${QUERY_MS} ms; ratio = P95 ÷ that)`,
  )
  for (const { what, route, isFile = false, ask } of queries) {
    const tookMs: number[] = []
    let bytes = 0
    for (let turn = 0; turn < ASKED; turn++) {
      const begin = performance.now()
      const response = await ask(turn)
      const text = await response.text()
      tookMs.push(performance.now() - begin)
      if (!response.ok) throw new Error(`${what}: ${response.status} ${text}`)
      bytes = Math.max(bytes, text.length)
    }
    const p95 = quantile(tookMs, 0.95)
    if (p95 >= QUERY_MS && !isFile) process.exitCode = 1
    console.log(
      `  ${what.padEnd(32)} P50 ${median(tookMs).toFixed(1).padStart(5)} ms, P95 ${p95.toFixed(1).padStart(5)} ms, ${isFile ? 'no bound,  ' : `ratio ${(p95 / QUERY_MS).toFixed(2)}, `}${String(Math.round(bytes / 1024)).padStart(5)} KiB   ${route}`,
    )
  }
  const begin = performance.now()
  const { attempts, batches } = await checkAttempts(id, db)
  console.log(
    `\nall stored attempts checked: ${(performance.now() - begin).toFixed(0)} ms for ${attempts} in ${batches} batches (by the idle worker; a page asks for up to ${MOST_CHECKED_BY_A_PAGE})`,
  )
}

/** A real one of this very thread while the engine works, as long as a trial lasts: stored as if the first trial had been recorded. */
async function recordProfile(runId: string, db: Database): Promise<void> {
  const beginMs = performance.now()
  const recording = await createProfiler(process.cwd()).start(spec.trialDurationMs)
  const [first] = planTrials(spec)
  if (!first) throw new Error('the spec has no trial')
  while (performance.now() - beginMs < spec.trialDurationMs)
    await virtualTrial(spec, first, new ColumnRecorder(() => undefined))
  const data = encodeProfile(await recording.stop(beginMs))
  const key = { runId, trialIndex: 0 }
  await db.prisma.trialProfile.upsert({
    ...{ where: { runId_trialIndex: key }, create: { ...key, data }, update: { data } },
    select: { trialIndex: true },
  })
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
