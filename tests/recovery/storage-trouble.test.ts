import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { checkAttempts, exportAttempts, readAttempts } from '@/lib/db/read-attempts'
import { listOperations, readOperation } from '@/lib/db/read-operations'
import { readRunReport } from '@/lib/db/read-run-report'
import { readRunState } from '@/lib/db/read-run-state'
import { readTrialSpans } from '@/lib/db/read-trial-spans'
import { migrate } from '@/scripts/migrate.mjs'
import { AttemptChecks } from '@/worker/recording/attempt-checks'
import { silentLog } from '@/worker/log/log'
import { workOnce } from '@/worker/work-once'
import { attemptOf, freshDatabase, openedDatabase, specOf } from '../fixtures/db-fixture'
import { fakePorts, recorderOf, type FakeTrial } from '../fixtures/worker-fixture'

const never = new AbortController().signal
const LOCK_MS = 10_000
const MEGABYTE = 1_000_000
/** Of a trial: two batches. */
const ATTEMPTS = 20_000

/** The real recorder in its thread; engine and lab are pretended. */
function portsOf(db: Database, trial?: FakeTrial) {
  return { ...fakePorts(db, trial).ports, startRecorder: () => recorderOf(db.file) }
}

test('a run goes on when another program locks the database for 10 s, and loses nothing', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const attempts = noisyAttempts(ATTEMPTS)
  let lockedAt = 0
  let releasedAt = 0
  const ports = portsOf(db, ({ trial }) => {
    if (trial.index === 1) {
      lockedAt = performance.now()
      const other = new BetterSqlite3(db.file)
      other.exec('BEGIN EXCLUSIVE')
      setTimeout(() => {
        releasedAt = performance.now()
        other.exec('COMMIT')
        other.close()
      }, LOCK_MS)
    }
    return attempts
  })
  expect(await workOnce(ports, { shutdown: never })).toMatchObject({ kind: 'completed' })
  expect(releasedAt - lockedAt).toBeGreaterThanOrEqual(LOCK_MS)
  expect((await readRunReport(id, db))?.trials).toHaveLength(3)
  for (const trial of [0, 1, 2])
    expect(await readAttempts(id, trial, { offset: 0, limit: ATTEMPTS }, db)).toMatchObject({
      total: ATTEMPTS,
      damaged: [],
    })
  expect((await readAttempts(id, 1, { offset: 0, limit: ATTEMPTS }, db))?.attempts).toEqual(attempts)
})

/** A disk of its own, which only root can have. */
const disk = mkdtempSync(path.join(tmpdir(), 'retryscope-disk-'))
const isMounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${20 * MEGABYTE}`, 'tmpfs', disk]).status === 0
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk])
  rmSync(disk, { recursive: true })
})

test.skipIf(!isMounted)(
  'a run whose disk fills up is failed with the reason as soon as there is room, and finished trials stand',
  async () => {
    const file = path.join(disk, 'retryscope.db')
    await migrate(file)
    const db = openedDatabase(file)
    const { id } = await createRun({ spec: specOf() }, db)
    const filler = path.join(disk, 'filler')
    const ends: string[] = []
    let twice = () => {}
    const refusedTwice = new Promise<void>((resolve) => (twice = resolve))
    const ports = portsOf(db, async ({ trial }) => {
      if (trial.index === 1) {
        // Otherwise there is room left within the write-ahead log.
        await db.prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
        fill(filler)
      }
      return noisyAttempts(ATTEMPTS)
    })
    const error = (_: object, message: string) => {
      if (/end of the run could not be stored/.test(message) && ends.push(message) === 2) twice()
    }
    ports.log = { ...silentLog, error }
    let isOver = false
    const cycle = workOnce(ports, { shutdown: never }).finally(() => (isOver = true))
    await refusedTwice
    expect(isOver).toBe(false)
    expect(await readRunState(id, db)).toMatchObject({ status: 'running', error: null })
    rmSync(filler)
    expect(await cycle).toMatchObject({ kind: 'failed', cause: 'storage' })
    const report = await readRunReport(id, db)
    expect(report).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/disk.* is full.*Free/) as string,
    })
    expect(report?.trials.map(({ index }) => index)).toEqual([0])
    expect(await readAttempts(id, 0, { offset: 0, limit: 1 }, db)).toMatchObject({
      total: ATTEMPTS,
      damaged: [],
    })
    expect(await db.prisma.attemptBatch.count({ where: { trialIndex: 1 } })).toBe(0)
  },
)

test('a batch whose bytes were changed is named, and everything else is read', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const attempts = noisyAttempts(ATTEMPTS)
  expect(
    await workOnce(
      portsOf(db, () => attempts),
      { shutdown: never },
    ),
  ).toMatchObject({ kind: 'completed' })
  const before = await readRunReport(id, db)
  await damage(db, 1, 0)

  // Nobody has read it yet: the worker finds it while it has nothing else to do.
  expect((await readRunReport(id, db))?.damagedBatches).toEqual([])
  await new AttemptChecks({ db, log: silentLog }).ifDue()
  const [size, rest] = [16_384, ATTEMPTS - 16_384]
  const problem = expect.stringMatching(
    /^Batch 1 of trial 2 \(its attempts 1 to 16384\) cannot be read.*figure.* still hold/,
  ) as string
  const damaged = { trialIndex: 1, sequence: 0, offset: 0, rows: size, problem }
  expect(await readRunReport(id, db)).toEqual({ ...before, damagedBatches: [damaged] })
  // A page that begins in it, and one behind it.
  expect(await readAttempts(id, 1, { offset: size - 2, limit: 5 }, db)).toEqual({
    total: ATTEMPTS,
    attempts: attempts.slice(size, size + 3),
    damaged: [damaged],
  })
  expect(await readAttempts(id, 1, { offset: size, limit: 5 }, db)).toEqual({
    total: ATTEMPTS,
    attempts: attempts.slice(size, size + 5),
    damaged: [],
  })
  const exported: (number | typeof damaged)[] = []
  for await (const batch of exportAttempts(id, db)) exported.push(batch.damaged ?? batch.attempts.length)
  expect(exported).toEqual([size, rest, damaged, rest, size, rest])
  expect(await checkAttempts(id, db)).toMatchObject({
    batches: 6,
    attempts: 3 * ATTEMPTS,
    damaged: [damaged],
  })
  const asked = { filter: 'all', order: 'start', arm: null, between: null, offset: 0, limit: 5 } as const
  expect(await listOperations(id, 1, asked, db)).toMatchObject({
    ...{ total: rest, damaged: [damaged] },
    missing: { attempts: size, operations: size, of: ATTEMPTS },
  })
  expect(await listOperations(id, 0, asked, db)).toMatchObject({
    total: ATTEMPTS,
    damaged: [],
    missing: null,
  })
  expect(await readOperation(id, 1, { arm: 0, operation: size }, db)).toEqual({
    attempts: [attempts[size]],
    damaged: [damaged],
  })
  const spans = []
  for await (const group of readTrialSpans(id, 1, () => true, db)) spans.push(group)
  expect(spans).toHaveLength(rest)

  // Damage again: with the bytes turned back, a check takes it from the run; and whoever reads it notes it without a check.
  await damage(db, 1, 0)
  await checkAttempts(id, db)
  expect(await readRunReport(id, db)).toEqual(before)
  await damage(db, 1, 1)
  await readAttempts(id, 1, { offset: size, limit: 1 }, db)
  expect((await readRunReport(id, db))?.damagedBatches).toMatchObject([
    { sequence: 1, offset: size, rows: rest },
  ])
})

/** Twice the same leaves it as it was. */
async function damage(db: Database, trialIndex: number, sequence: number): Promise<void> {
  const where = { trialIndex, sequence }
  const { data } = await db.prisma.attemptBatch.findFirstOrThrow({ where })
  for (let index = 1_000; index < 1_010; index++) data[index] = 255 - (data[index] ?? 0)
  await db.prisma.attemptBatch.updateMany({ where, data: { data } })
}

/** Attempts that hardly compress, so that they need room. */
function noisyAttempts(count: number): AttemptRecord[] {
  const noise = new Uint32Array(randomBytes(4 * count).buffer)
  return Array.from({ length: count }, (_, operation) => {
    const endMs = (operation * 10_000 + (noise[operation] ?? 0)) / 1_000
    return { ...attemptOf(operation, operation % 2), endMs, operationEndMs: endMs }
  })
}

/** Takes all the room there is on the disk. */
function fill(filler: string): void {
  const file = openSync(filler, 'w')
  try {
    for (let size = MEGABYTE; size >= 1; size = Math.floor(size / 10)) writeUntilFull(file, size)
  } finally {
    closeSync(file)
  }
}

function writeUntilFull(file: number, size: number): void {
  try {
    for (;;) writeSync(file, Buffer.alloc(size))
  } catch (error) {
    // Full is what was asked for.
    expect(error).toMatchObject({ code: 'ENOSPC' })
  }
}
