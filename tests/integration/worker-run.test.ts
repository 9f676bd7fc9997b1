import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { createRun } from '@/lib/db/create-run'
import type { Database } from '@/lib/db/database'
import { readAttempts } from '@/lib/db/read-attempts'
import { readRunReport } from '@/lib/db/read-run-report'
import { readRunState } from '@/lib/db/read-run-state'
import { readWorkerStatus } from '@/lib/db/worker-registry'
import { requestCancel } from '@/lib/db/request-cancel'
import { workOnce } from '@/worker/work-once'
import { freshDatabase, specOf, temporaryFolder } from './db-fixture'
import { until } from './lab-fixture'
import { programsBelow, realPorts, startWorker } from './worker-fixture'

const never = new AbortController().signal
const load = { mode: 'closed', concurrency: 2 } as const

test('a run on the real lab from claim to report', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const spec = specOf({
    workload: { load },
    matrix: { latencyMs: [20], jitterMs: [0, 15] },
    trialDurationMs: 1_000,
    thresholds: ['successRate >= 0.5'],
  })
  const { id } = await createRun({ spec }, db)
  expect(await workOnce(realPorts(db, labs), { shutdown: never })).toEqual({ kind: 'completed', runId: id })

  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'completed', verdict: 'pass' })
  expect(report?.environment).toMatchObject({
    driver: 'local',
    etcdVersion: expect.stringMatching(/^3\./) as string,
  })
  expect(report?.trials.map((trial) => [trial.index, trial.gapMs === null])).toEqual([
    [0, true],
    [1, false],
  ])
  expect(report?.cells.map((cell) => cell.figures.operations > 0)).toEqual([true, true, true, true])

  // What is shown is computed from exactly the attempts that are stored.
  const stored = await readAttempts(id, 1, { offset: 0, limit: 100_000 }, db)
  const again = summariseTrial(stored?.attempts ?? [], [0, 0])
  const arms = await db.prisma.trialArm.findMany({
    where: { runId: id, trialIndex: 1 },
    orderBy: { arm: 'asc' },
  })
  expect(arms.map((arm) => arm.summary)).toEqual(JSON.parse(JSON.stringify(again)))
  expect(programsBelow(labs)).toEqual([])
})

test('a cancelled run leaves no lab behind', async () => {
  const db = await freshDatabase()
  const labs = path.join(temporaryFolder(), 'labs')
  const { id } = await createRun({ spec: specOf({ workload: { load }, trialDurationMs: 600_000 }) }, db)
  const cycle = workOnce(realPorts(db, labs), { shutdown: never })
  await until(async () => (await readRunState(id, db))?.progress?.trial?.phase === 'window')
  expect(programsBelow(labs)).not.toEqual([])
  expect(await requestCancel(id, db)).toBe('requested')
  expect(await cycle).toEqual({ kind: 'cancelled', runId: id })
  expect(await readRunState(id, db)).toMatchObject({ status: 'cancelled', progress: null })
  expect(programsBelow(labs)).toEqual([])
})

test('a worker killed in the middle of a trial: the next one goes on there, and nothing counts twice', async () => {
  const db = await freshDatabase()
  const dataDirectory = path.dirname(db.file)
  const labs = path.join(dataDirectory, 'labs')
  const { id } = await createRun({ spec: specOf({ workload: { load }, trialDurationMs: 2_500 }) }, db)
  const killed = await startWorker(dataDirectory)
  await until(async () => {
    const progress = (await readRunState(id, db))?.progress
    return progress?.trial?.index === 1 && progress.trial.phase === 'window'
  })
  const before = await readTrials(db, id)
  expect(before.map((trial) => trial.index)).toEqual([0])
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  // A batch that the killed worker could have stored.
  await db.prisma.attemptBatch.create({
    data: { runId: id, trialIndex: 1, epoch: 1, sequence: 0, rows: 1, data: new Uint8Array(1) },
  })

  const next = await startWorker(dataDirectory)
  await until(async () => (await readRunState(id, db))?.status === 'completed')
  const after = await readTrials(db, id)
  expect(after.map(({ index, epoch }) => [index, epoch])).toEqual([
    [0, 1],
    [1, 2],
    [2, 2],
  ])
  expect(after[0]).toEqual(before[0])
  const batches = await db.prisma.attemptBatch.findMany({ where: { runId: id }, omit: { data: true } })
  for (const trial of after) {
    const own = batches.filter((batch) => batch.trialIndex === trial.index)
    expect(own.every((batch) => batch.epoch === trial.epoch)).toBe(true)
    expect(own.reduce((rows, batch) => rows + batch.rows, 0)).toBe(trial.attempts)
    expect(await distinctAttempts(db, id, trial.index)).toBe(trial.attempts)
  }

  expect((await readWorkerStatus(db)).alive).toBe(true)
  next.kill('SIGTERM')
  expect(await once(next, 'exit')).toEqual([0, null])
  expect((await readWorkerStatus(db)).alive).toBe(false)
  expect(programsBelow(labs)).toEqual([])
})

test('a worker asked to end in the middle of a trial puts the run back and ends its lab', async () => {
  const db = await freshDatabase()
  const dataDirectory = path.dirname(db.file)
  const { id } = await createRun({ spec: specOf({ workload: { load }, trialDurationMs: 600_000 }) }, db)
  const worker = await startWorker(dataDirectory)
  await until(async () => (await readRunState(id, db))?.progress?.trial?.phase === 'window')
  worker.kill('SIGTERM')
  expect(await once(worker, 'exit')).toEqual([0, null])
  expect(await readRunState(id, db)).toMatchObject({ status: 'queued', progress: null })
  expect(programsBelow(path.join(dataDirectory, 'labs'))).toEqual([])
})

function readTrials(db: Database, runId: string) {
  return db.prisma.trial.findMany({ where: { runId }, orderBy: { index: 'asc' }, include: { arms: true } })
}

async function distinctAttempts(db: Database, runId: string, trialIndex: number): Promise<number> {
  const page = await readAttempts(runId, trialIndex, { offset: 0, limit: 100_000 }, db)
  return new Set(page?.attempts.map(({ arm, operation, attempt }) => `${arm}/${operation}/${attempt}`)).size
}
