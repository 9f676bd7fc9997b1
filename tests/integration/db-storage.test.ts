import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { TrialSeries } from '@/lib/core/history/series'
import { readEnvironment } from '@/lib/config/environment'
import { claimRun, type ClaimedRun } from '@/lib/db/claim-run'
import { createRun, hasRuns } from '@/lib/db/create-run'
import { databaseFileFrom, openDatabase, transaction, type Database } from '@/lib/db/database'
import { DatabaseError } from '@/lib/db/database-error'
import { deleteRun } from '@/lib/db/delete-run'
import { completeRun, markCancelled } from '@/lib/db/end-run'
import { expireRuns } from '@/lib/db/expire-runs'
import { listRuns } from '@/lib/db/list-runs'
import { pinRun } from '@/lib/db/pin-run'
import { forgetGrowing, growReport } from '@/lib/db/growing-reports'
import { exportAttempts, readAttempts } from '@/lib/db/read-attempts'
import { appendBatch } from '@/lib/db/record-trial'
import { readTrialSeries } from '@/lib/db/read-series'
import { readRunReport } from '@/lib/db/read-run-report'
import { readWorkerStatus, registerWorker, unregisterWorker } from '@/lib/db/worker-registry'
import { writePatiently } from '@/worker/patient-write'
import { silentLog } from '@/worker/log/log'
import { databaseFile } from '@/scripts/setup/paths.mjs'
import {
  attemptOf,
  freshDatabase,
  specOf,
  storeAttempts,
  storeTrial,
  temporaryFolder,
} from '../fixtures/db-fixture'

test('a query from outside an open transaction neither joins it nor vanishes with it', async () => {
  const db = await freshDatabase()
  const broken = transaction(db, async (tx) => {
    await tx.experiment.create({ data: { name: 'inside', spec: {} } })
    const outside = db.prisma.experiment.create({ data: { name: 'outside', spec: {} } })
    // Long enough for the outside query to get its turn, if it had one.
    await new Promise((resolve) => setTimeout(resolve, 20))
    throw Object.assign(new Error('roll back'), { outside })
  })
  const error = await broken.catch((thrown: Error & { outside: Promise<unknown> }) => thrown)
  expect(error.message).toBe('roll back')
  await error.outside
  const names = (await db.prisma.experiment.findMany()).map((experiment) => experiment.name)
  expect(names).toEqual(['outside'])
})

test('transactions of one process wait for each other', async () => {
  const db = await freshDatabase()
  const runs = await Promise.all(Array.from({ length: 30 }, () => createRun({ spec: specOf() }, db)))
  expect(new Set(runs.map((run) => run.number)).size).toBe(30)
})

test('a list comes newest first, by page, with success rates of what has ended', async () => {
  const db = await freshDatabase()
  expect(await hasRuns(db)).toBe(false)
  for (const name of ['a', 'b', 'c']) await createRun({ spec: specOf(), name }, db)
  const claim = await claimed(db)
  const lost = {
    ...attemptOf(1),
    outcome: 'info',
    errorClass: 'attempt-timeout',
    stop: 'attempts-exhausted',
  } as const
  await storeTrial(db, claim, 0, [attemptOf(0), lost, attemptOf(0, 1)])
  await storeTrial(db, claim, 1, [attemptOf(0), attemptOf(1)])

  const page = await listRuns({ limit: 2 }, db)
  expect(page.map((run) => run.name)).toEqual(['c', 'b'])
  const [oldest] = await listRuns({ limit: 2, before: page[1]?.number }, db)
  expect(oldest).toMatchObject({
    ...{ name: 'a', status: 'running', totalTrials: 3, finishedTrials: 2 },
    strategies: ['no-retry', 'constant'],
    successRates: [null, null],
  })
  await markCancelled(claim, db)
  const [ended] = await listRuns({ limit: 1, before: page[1]?.number }, db)
  expect(ended).toMatchObject({ status: 'cancelled', successRates: [{ value: 0.75 }, { value: 1 }] })
  expect(page[0]?.successRates).toEqual([null, null])
})

test('a completed run is read back as a report', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf({ thresholds: ['successRate >= 0.01'] }) }, db)
  const claim = await claimed(db)
  for (const index of [0, 1, 2]) await storeTrial(db, claim, index)
  await completeRun(claim, { quality: 'good', verdict: 'pass' }, db)
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'completed', verdict: 'pass', quality: 'good', totalTrials: 3 })
  expect(report?.trials[1]).toMatchObject({ index: 1, startedAt: '2026-01-02T03:04:05.678Z' })
  expect(report?.arms.map((arm) => arm.operations)).toEqual([3, 3])
  expect(await readRunReport('nobody', db)).toBeNull()
})

test('attempts are read by page across batches, and exported whole', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const claim = await claimed(db)
  const attempts = Array.from({ length: 25 }, (_, operation) => attemptOf(operation))
  await storeAttempts(db, claim, 0, 0, attempts.slice(0, 10))
  await storeAttempts(db, claim, 0, 1, attempts.slice(10, 20))
  await storeAttempts(db, claim, 0, 2, attempts.slice(20))
  expect(await readAttempts(id, 0, { offset: 0, limit: 5 }, db)).toBeNull()
  await storeTrial(db, claim, 0, attempts)
  for (const [offset, limit] of [
    [0, 5],
    [8, 4],
    [5, 18],
    [24, 10],
    [25, 1],
  ] as const)
    expect(await readAttempts(id, 0, { offset, limit }, db)).toEqual({
      total: 25,
      attempts: attempts.slice(offset, offset + limit),
      damaged: [],
    })
  const exported = []
  for await (const part of exportAttempts(id, db)) exported.push(...(part.attempts ?? []))
  expect(exported).toEqual(attempts)
})

test('a run is deleted with all its data, unless it is running', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const claim = await claimed(db)
  await storeAttempts(db, claim, 0, 0, [attemptOf(0)])
  await storeTrial(db, claim, 0)
  expect(await deleteRun(id, db)).toBe('running')
  await completeRun(claim, { quality: null, verdict: null }, db)
  expect(await deleteRun(id, db)).toBe('deleted')
  expect(await deleteRun(id, db)).toBe('not-found')
  const { prisma } = db
  const left = [prisma.experiment, prisma.run, prisma.trial, prisma.trialArm, prisma.attemptBatch]
  expect(await Promise.all(left.map((model) => (model.count as () => Promise<number>)()))).toEqual([
    0, 0, 0, 0, 0,
  ])
})

test('a worker is alive from registration to its end, and a command line is not a service', async () => {
  const db = await freshDatabase()
  const worker = { pid: 1, host: 'here' }
  expect(await readWorkerStatus(db)).toEqual({ alive: false, lastSeenAt: null })
  await registerWorker({ ...worker, id: 'cli', kind: 'command-line' }, db)
  expect((await readWorkerStatus(db)).alive).toBe(false)
  await registerWorker({ ...worker, id: 'w1', kind: 'service' }, db)
  expect((await readWorkerStatus(db)).alive).toBe(true)
  const heartbeatAt = new Date(Date.now() - 6_000)
  await db.prisma.worker.update({ where: { id: 'w1' }, data: { heartbeatAt } })
  expect(await readWorkerStatus(db)).toEqual({ alive: false, lastSeenAt: heartbeatAt.toISOString() })
  await unregisterWorker('w1', db)
  expect(await readWorkerStatus(db)).toEqual({ alive: false, lastSeenAt: null })
})

test('a missing file, a missing folder, no tables and no database are told apart', async () => {
  const folder = temporaryFolder()
  expect(await problemOf(openDatabase(path.join(folder, 'none.db')))).toBe('missing')
  expect(await problemOf(openDatabase(path.join(folder, 'none', 'none.db')))).toBe('missing')
  new BetterSqlite3(path.join(folder, 'empty.db')).close()
  writeFileSync(path.join(folder, 'empty.db'), '')
  expect(await problemOf(openDatabase(path.join(folder, 'empty.db')))).toBe('no-tables')
  writeFileSync(path.join(folder, 'text.db'), 'not a database, but long enough to look at '.repeat(100))
  expect(await problemOf(openDatabase(path.join(folder, 'text.db')))).toBe('damaged')
})

test('a full disk is told, and what was stored before stays', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const claim = await claimed(db)
  await storeTrial(db, claim, 0)
  await db.prisma.$queryRawUnsafe('PRAGMA max_page_count = 1')
  const batch = { trialIndex: 1, sequence: 0, rows: 1, data: new Uint8Array(randomBytes(1_000_000)) }
  const error = await appendBatch(claim, batch, db).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'DatabaseError', problem: 'full' })
  expect((await readRunReport(id, db))?.trials).toHaveLength(1)
})

test('runs older than what is kept are deleted with their data; pinned, younger and unfinished ones stay', async () => {
  const db = await freshDatabase()
  const ids: string[] = []
  for (const name of ['old', 'old and pinned', 'young']) {
    const { id } = await createRun({ spec: specOf(), name }, db)
    const claim = await claimed(db)
    await storeTrial(db, claim, 0)
    await storeAttempts(db, claim, 0, 0, [attemptOf(0, 0), attemptOf(0, 1)])
    await completeRun(claim, { quality: 'good', verdict: null }, db)
    ids.push(id)
  }
  await createRun({ spec: specOf(), name: 'queued' }, db)
  expect(await pinRun(ids[1] ?? '', true, db)).toBe(true)
  expect(await pinRun('nobody', true, db)).toBe(false)
  const now = new Date()
  const ended = new Date(now.getTime() - 10 * 86_400_000)
  await db.prisma.run.updateMany({ where: { id: { in: ids.slice(0, 2) } }, data: { finishedAt: ended } })
  expect(await expireRuns(11, db, now)).toEqual([])
  expect(await expireRuns(9, db, now)).toEqual([1])
  expect((await listRuns({ limit: 9 }, db)).map(({ name }) => name)).toEqual([
    'queued',
    'young',
    'old and pinned',
  ])
  expect(await db.prisma.attemptBatch.count({ where: { runId: ids[0] ?? '' } })).toBe(0)
  expect(await readRunReport(ids[1] ?? '', db)).toMatchObject({ pinned: true, trials: [{ index: 0 }] })
  await pinRun(ids[1] ?? '', false, db)
  expect(await expireRuns(9, db, now)).toEqual([2])
})

test('a write waits for a database that somebody else has locked', async () => {
  const db = await freshDatabase()
  const other = new BetterSqlite3(db.file)
  other.exec('BEGIN IMMEDIATE')
  let refusals = 0
  const log = { ...silentLog, warn: () => void (refusals += 1) }
  const written = writePatiently(() => createRun({ spec: specOf() }, db), log)
  while (refusals === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  other.exec('ROLLBACK')
  expect((await written).number).toBe(1)

  other.exec('BEGIN IMMEDIATE')
  await expect(writePatiently(() => createRun({ spec: specOf() }, db), silentLog, 0)).rejects.toMatchObject({
    problem: 'locked',
  })
  other.close()
})

test('all who look for the database find the same file', () => {
  for (const env of [
    {},
    { RETRYSCOPE_DATA_DIR: '' },
    { RETRYSCOPE_DATA_DIR: 'x' },
    { RETRYSCOPE_DATA_DIR: '/y' },
  ]) {
    const rooted = { ...env, RETRYSCOPE_ROOT: path.resolve(import.meta.dirname, '../..') }
    expect(databaseFileFrom(rooted)).toBe(readEnvironment(rooted).databaseFile)
    expect(databaseFileFrom(rooted)).toBe(
      databaseFile({ ...process.env, RETRYSCOPE_DATA_DIR: undefined, ...env }),
    )
  }
})

async function problemOf(db: Database): Promise<unknown> {
  const error = await listRuns({ limit: 1 }, db).catch((thrown: unknown) => thrown)
  await db.close()
  return error instanceof DatabaseError ? error.problem : error
}

async function claimed(db: Database): Promise<ClaimedRun> {
  const claim = await claimRun('w1', {}, db)
  if (!claim) throw new Error('there was nothing to claim')
  return claim
}

test('series of a trial come back as they were, and go with their run', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const claim = await claimed(db)
  const series = [
    {
      name: 'breaker',
      arm: 1,
      member: null,
      points: [
        [0, 0],
        [12.5, 2],
        [90, null],
      ],
    },
    { name: 'proposals-pending', arm: null, member: 'm1', points: [[0, 3]] },
  ] satisfies TrialSeries[]
  await storeTrial(db, claim, 0, undefined, series)
  await storeTrial(db, claim, 1)
  expect(await readTrialSeries(id, 0, db)).toEqual(series)
  expect(await readTrialSeries(id, 1, db)).toEqual([])
  expect(await readTrialSeries(id, 2, db)).toBeNull()
  await completeRun(claim, { quality: 'good', verdict: null }, db)
  expect(await deleteRun(id, db)).toBe('deleted')
  expect(await db.prisma.trialSeries.count()).toBe(0)
})

test('a report that grew trial by trial is the one that is made at once', async () => {
  const db = await freshDatabase()
  const spec = specOf({ repetitions: 2 })
  const { id, number } = await createRun({ spec }, db)
  const claim = await claimRun('w1', {}, db)
  if (!claim) throw new Error('there was nothing to claim')
  for (const [index, operations] of [2, 30, 4, 50].entries()) {
    const attempts = Array.from({ length: operations }, (_, operation) => attemptOf(operation, operation % 2))
    await storeTrial(db, claim, index, attempts)
    // The last one is a second trial of the first fault point.
    await db.prisma.trial.updateMany({ where: { index: 3 }, data: { pointIndex: 0 } })
    await growReport({ id, number, spec }, db)
  }
  const grown = await readRunReport(id, db)
  expect(grown?.cells.map(({ trials }) => trials)).toEqual([2, 2, 1, 1, 1, 1])
  forgetGrowing(id, db)
  expect(grown).toEqual(await readRunReport(id, db))
})
