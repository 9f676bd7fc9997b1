import { NO_FAULT } from '@/lib/core/fault/fault-point'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { createRun } from '@/lib/db/create-run'
import { forgetGrowing } from '@/lib/db/growing-reports'
import { readAttempts } from '@/lib/db/read-attempts'
import { readRunReport } from '@/lib/db/read-run-report'
import { readRunState } from '@/lib/db/read-run-state'
import { requestCancel } from '@/lib/db/request-cancel'
import { LabBusyError, LabError } from '@/lib/lab/lab-error'
import { silentLog } from '@/worker/log/log'
import { ThreadedEngine } from '@/worker/engine/threaded-engine'
import { workOnce } from '@/worker/work-once'
import type { WorkerPorts } from '@/worker/worker-ports'
import { attemptOf, freshDatabase, openedDatabase, specOf, temporaryFolder } from '../fixtures/db-fixture'
import { fakePorts, untilAborted } from '../fixtures/worker-fixture'

const never = new AbortController().signal

test('without a run there is nothing to do', async () => {
  const { ports, labs } = fakePorts(await freshDatabase())
  expect(await workOnce(ports, { shutdown: never })).toEqual({ kind: 'nothing-to-do' })
  expect(labs).toEqual({ started: 0, stopped: 0 })
})

test('a cycle does all trials, keeps every attempt, and judges the thresholds', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf({ thresholds: ['amplification <= 2'] }) }, db)
  // More than a batch, so that batches are cut in the right places.
  const many = Array.from({ length: 20_000 }, (_, operation) => attemptOf(operation, operation % 2))
  const { ports, labs } = fakePorts(db, () => many)
  expect(await workOnce(ports, { shutdown: never })).toEqual({ kind: 'completed', runId: id })
  expect(labs).toEqual({ started: 1, stopped: 1 })
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'completed', verdict: 'pass', progress: null, error: null })
  expect(report?.trials.map((trial) => trial.gapMs)).toEqual([null, 300, 300])
  const stored = await readAttempts(id, 2, { offset: 0, limit: 30_000 }, db)
  expect(stored).toEqual({ total: 20_000, attempts: many, damaged: [] })
})

test('a shutdown puts the run back into the queue, and it goes on where it was', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const shutdown = new AbortController()
  const interrupted = fakePorts(db, ({ trial }, signal) => {
    if (trial.index === 0) return [attemptOf(0, 0), attemptOf(0, 1)]
    shutdown.abort()
    return untilAborted(signal)
  })
  const cycle = await workOnce(interrupted.ports, { shutdown: shutdown.signal })
  expect(cycle).toEqual({ kind: 'released', runId: id })
  expect(interrupted.labs).toEqual({ started: 1, stopped: 1 })
  expect(await readRunState(id, db)).toMatchObject({ status: 'queued' })

  const done: number[] = []
  const next = fakePorts(db, ({ trial }) => {
    done.push(trial.index)
    return [attemptOf(0, 0), attemptOf(0, 1)]
  })
  expect(await workOnce(next.ports, { shutdown: never })).toMatchObject({ kind: 'completed' })
  expect(done).toEqual([1, 2])
})

test('a cancelled run ends, and its finished trials stay', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const { ports } = fakePorts(db, async ({ trial }, signal) => {
    if (trial.index === 0) return [attemptOf(0, 0), attemptOf(0, 1)]
    await requestCancel(id, db)
    return untilAborted(signal)
  })
  expect(await workOnce(ports, { shutdown: never })).toEqual({ kind: 'cancelled', runId: id })
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'cancelled', verdict: null })
  expect(report?.trials).toHaveLength(1)
})

test('a worker that has lost its run stops and writes nothing', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const { ports } = fakePorts(db, async (_, signal) => {
    await db.prisma.run.update({ where: { id }, data: { owner: 'another', epoch: { increment: 1 } } })
    return untilAborted(signal)
  })
  expect(await workOnce(ports, { shutdown: never })).toEqual({ kind: 'lost', runId: id })
  expect(await readRunReport(id, db)).toMatchObject({ status: 'running', trials: [] })
})

test('a trial interrupted by a broken lab is repeated once on a new lab', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  let breaks = 1
  const { ports, labs } = fakePorts(db, ({ trial }, signal, breakLab) => {
    if (trial.index !== 1 || breaks === 0) return [attemptOf(0, 0), attemptOf(0, 1)]
    breaks -= 1
    breakLab({ program: 'etcd-m2', message: 'etcd-m2 ended.' })
    return untilAborted(signal)
  })
  expect(await workOnce(ports, { shutdown: never })).toMatchObject({ kind: 'completed' })
  expect(labs).toEqual({ started: 2, stopped: 2 })
  const report = await readRunReport(id, db)
  expect(report?.trials.map((trial) => [trial.index, trial.gapMs])).toEqual([
    [0, null],
    [1, null],
    [2, 300],
  ])
})

test('a limit of the lab that was crossed fails the run with the reason, and no other lab is tried', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const { ports, labs } = fakePorts(db, ({ trial }, signal, breakLab) => {
    if (trial.index === 0) return [attemptOf(0, 0), attemptOf(0, 1)]
    breakLab({ program: 'etcd', message: 'Two members are down.', isFinal: true })
    return untilAborted(signal)
  })
  expect(await workOnce(ports, { shutdown: never })).toMatchObject({ kind: 'failed', cause: 'lab' })
  expect(labs).toEqual({ started: 1, stopped: 1 })
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'failed', error: 'Two members are down.' })
  expect(report?.trials).toHaveLength(1)
})

test('a lab that cannot do what the run asks for fails it with each reason, before anything is tried', async () => {
  const db = await freshDatabase()
  const { id } = await createRun(
    { spec: specOf({ trialDurationMs: 2_000, matrix: { leaderSwitchesPerMinute: [60] } }) },
    db,
  )
  const { ports, labs } = fakePorts(db)
  const acquireLab: WorkerPorts['acquireLab'] = async (...asked) => {
    const lab = await ports.acquireLab(...asked)
    return { ...lab, capabilities: { ...lab.capabilities, 'leader-moves': 'Not allowed by name.' } }
  }
  expect(await workOnce({ ...ports, acquireLab }, { shutdown: never })).toMatchObject({ kind: 'failed' })
  expect(labs).toEqual({ started: 1, stopped: 1 })
  const report = await readRunReport(id, db)
  expect(report?.error).toMatch(/cannot do what this run asks for.*leader-moves: Not allowed by name/s)
})

test('a lab that breaks again fails the run with the reason; finished trials stay', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const { ports, labs } = fakePorts(db, ({ trial }, signal, breakLab) => {
    if (trial.index === 0) return [attemptOf(0, 0), attemptOf(0, 1)]
    breakLab({ program: 'toxiproxy', message: 'Toxiproxy ended by itself.' })
    return untilAborted(signal)
  })
  expect(await workOnce(ports, { shutdown: never })).toMatchObject({ kind: 'failed', cause: 'lab' })
  expect(labs).toEqual({ started: 2, stopped: 2 })
  const report = await readRunReport(id, db)
  expect(report).toMatchObject({ status: 'failed', error: 'Toxiproxy ended by itself.' })
  expect(report?.trials).toHaveLength(1)
})

test('a run with a stored trial that cannot be read ends as failed, and is not claimed again', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf({ repetitions: 2 }) }, db)
  const { ports } = fakePorts(db, async ({ trial }) => {
    if (trial.index === 1) {
      await db.prisma.trial.updateMany({ data: { qualityReasons: 'damaged' } })
      // As in a worker that was started again: it has to read what it did not write itself.
      forgetGrowing(id, db)
    }
    return [attemptOf(0, 0), attemptOf(0, 1)]
  })
  expect(await workOnce(ports, { shutdown: never })).toMatchObject({ kind: 'failed', cause: 'storage' })
  const run = await db.prisma.run.findUniqueOrThrow({ where: { id } })
  expect(run).toMatchObject({ status: 'failed', owner: null })
  expect(run.error).toMatch(/cannot be read/)
})

test('a lab that cannot be started fails the run; one that is busy is waited for', async () => {
  const db = await freshDatabase()
  const failing = await createRun({ spec: specOf() }, db)
  const { ports } = fakePorts(db)
  const broken = { ...ports, acquireLab: () => Promise.reject(new LabError('etcd is missing.')) }
  expect(await workOnce(broken, { shutdown: never })).toMatchObject({ kind: 'failed', cause: 'lab' })
  expect(await readRunState(failing.id, db)).toMatchObject({ status: 'failed', error: 'etcd is missing.' })

  await createRun({ spec: specOf() }, db)
  let busy = 1
  const later: typeof ports.acquireLab = (...asked) =>
    busy-- > 0 ? Promise.reject(new LabBusyError('Another run has it.')) : ports.acquireLab(...asked)
  const cycle = await workOnce({ ...ports, acquireLab: later }, { shutdown: never })
  expect(cycle).toMatchObject({ kind: 'completed' })
})

test('a disk that fills up fails the run with the reason; finished trials stay', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const { ports } = fakePorts(db, async ({ trial }) => {
    if (trial.index === 0) return [attemptOf(0, 0), attemptOf(0, 1)]
    await db.prisma.$queryRawUnsafe('PRAGMA max_page_count = 1')
    return randomAttempts(40_000)
  })
  const cycle = await workOnce(ports, { shutdown: never })
  expect(cycle).toMatchObject({ kind: 'failed', cause: 'storage' })
  const report = await readRunReport(id, openedDatabase(db.file))
  expect(report).toMatchObject({ status: 'failed', error: expect.stringMatching(/is full/) as string })
  expect(report?.trials).toHaveLength(1)
})

test('a mistake in the engine fails the run and not the worker', async () => {
  const db = await freshDatabase()
  const { id } = await createRun({ spec: specOf() }, db)
  const { ports } = fakePorts(db, () => {
    throw new TypeError('undefined is not a strategy')
  })
  expect(await workOnce(ports, { shutdown: never })).toMatchObject({ kind: 'failed', cause: 'mistake' })
  expect((await readRunState(id, db))?.error).toMatch(/mistake in Retryscope: undefined is not a strategy/)
})

test('an engine that does not answer is ended by force', async () => {
  const threadFile = path.join(mkdtempSync(path.join(temporaryFolder(), 'thread-')), 'deaf.mjs')
  writeFileSync(
    threadFile,
    "import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => {})\n",
  )
  const address = {
    driver: 'local',
    toxiproxyUrl: 'http://127.0.0.1:1',
    members: [],
    namespace: null,
  } as const
  const lab = { address: { ...address, members: [] }, programs: null }
  const engine = new ThreadedEngine({ lab, threadFile, log: silentLog })
  const [trial] = [
    {
      index: 0,
      pointIndex: 0,
      point: NO_FAULT,
      repetition: 0,
    },
  ]
  const stop = new AbortController()
  const input = { spec: specOf(), seed: 1, trial, keyPrefix: 'x/' }
  const listener = {
    phase: () => undefined,
    attempts: () => undefined,
    intend: () => Promise.resolve(),
    ledger: () => undefined,
  }
  const running = engine.runTrial(input, listener, stop.signal)
  stop.abort(new Error('enough'))
  await expect(running).rejects.toThrow('enough')
})

function randomAttempts(count: number): AttemptRecord[] {
  const noise = new Uint32Array(randomBytes(4 * count).buffer)
  return Array.from({ length: count }, (_, operation) => {
    const endMs = operation * 10 + (noise[operation] ?? 0) / 1_000
    return { ...attemptOf(operation, operation % 2), endMs, operationEndMs: endMs }
  })
}
